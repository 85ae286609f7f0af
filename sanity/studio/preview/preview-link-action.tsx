import { LinkIcon } from '@sanity/icons/Link'
import { Button, Card, Flex, Stack, Text, TextInput } from '@sanity/ui'
import { useState } from 'react'
import { useClient, useCurrentLocale, type DocumentActionComponent, type SanityClient } from 'sanity'
import { shownInstant } from '#lib/time/dates.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { previewLinkDays, previewLinkId, previewLinkPath, previewLinkType } from '#sanity/preview-link.ts'
import { apiVersion } from '../api-version.ts'
import type { Translate } from '../locale/translate.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { standingOf, standingQuery, standingSchema } from './pages.ts'

/** What the dialog shows. */
type Made = { kind: 'making' } | { kind: 'made'; url: string; expiresAt: string } | { kind: 'failed'; sentence: string }

const newSecret = () =>
  [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Makes a link to the first page on which the document stands, and takes the ones away that are over. */
async function makeLink(client: SanityClient, documentId: string, now: Date, translate: Translate): Promise<Made> {
  const answer: unknown = await client.fetch(
    standingQuery,
    { id: documentId, now: now.toISOString() },
    { perspective: 'drafts' },
  )
  const page = standingOf(standingSchema.parse(answer))?.pages[0]
  if (!page)
    return {
      kind: 'failed',
      sentence: translate('這份文件還沒有一頁可以看。文章要先有分類和網址代稱，其他文件要先用在某一頁。'),
    }
  const secret = newSecret()
  const expiresAt = new Date(now.getTime() + previewLinkDays * 86_400_000).toISOString()
  await client.delete({
    query: '*[_type == $type && dateTime(expiresAt) < dateTime($now)]',
    params: { type: previewLinkType, now: now.toISOString() },
  })
  await client.create({ _id: previewLinkId(secret), _type: previewLinkType, documentId, path: page.href, expiresAt })
  return { kind: 'made', url: `${window.location.origin}${previewLinkPath(secret)}`, expiresAt }
}

/** In a document's menu: a link that shows its draft to a person without an account, for a week. */
export const PreviewLinkAction: DocumentActionComponent = ({ id, draft, onComplete }) => {
  const client = useClient({ apiVersion })
  const translate = useTranslate()
  const [made, setMade] = useState<Made>()
  return {
    label: translate('預覽連結'),
    icon: LinkIcon,
    title: translate(draft ? '給沒有帳號的人看這份草稿，七天有效' : '沒有草稿：讀者看到的就是最新的'),
    disabled: !draft,
    onHandle: () => {
      setMade({ kind: 'making' })
      makeLink(client, id, new Date(), translate).then(setMade, (error: unknown) =>
        setMade({
          kind: 'failed',
          sentence: translate('連結沒有做成：{why}', { why: error instanceof Error ? error.message : String(error) }),
        }),
      )
    },
    dialog: made !== undefined && {
      type: 'dialog',
      header: translate('預覽連結'),
      onClose: () => {
        setMade(undefined)
        onComplete()
      },
      content: <LinkDialog made={made} />,
    },
  }
}

function LinkDialog({ made }: { made: Made }) {
  const translate = useTranslate()
  const { id: locale } = useCurrentLocale()
  const [isCopied, setCopied] = useState(false)
  if (made.kind === 'making') return <Text muted>{translate('正在做連結……')}</Text>
  if (made.kind === 'failed')
    return (
      <Card tone="caution" padding={4} radius={2}>
        <Text>{made.sentence}</Text>
      </Card>
    )
  const end = shownInstant(made.expiresAt, { locale: locale === 'zh-TW' ? 'zh-TW' : 'en', timeZone: publicationZone })
  return (
    <Stack gap={4}>
      <Text>
        {translate(
          '拿到這個連結的人不用帳號，就能看這份文件的草稿，其他內容都和讀者看到的一樣。連結在 {end}（台北時間）失效。',
          { end: end?.text ?? '' },
        )}
      </Text>
      <Flex gap={2}>
        <Stack flex={1}>
          <TextInput
            aria-label={translate('預覽連結')}
            readOnly
            value={made.url}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Stack>
        <Button
          text={translate(isCopied ? '已複製' : '複製')}
          tone="primary"
          onClick={() => void navigator.clipboard?.writeText(made.url).then(() => setCopied(true))}
        />
      </Flex>
    </Stack>
  )
}
