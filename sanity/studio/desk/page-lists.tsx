import { Button, Card, Stack, Text } from '@sanity/ui'
import { useToast } from '@sanity/ui/toast'
import { useState } from 'react'
import { useClient, useSyncState, useWorkspace, validateDocument } from 'sanity'
import { IntentLink } from 'sanity/router'
import { z } from 'zod'
import { useTranslate } from '../locale/use-translate.ts'
import { useWhenTyped } from '../typing/typing.tsx'
import { publishedIdOf } from './ids.ts'
import { publishTogether, type Obstacle } from './publish-page.ts'
import { apiVersion } from '../api-version.ts'
import { useLiveAnswer } from '../live-answer.ts'

const changedLists = {
  query: '*[_id in path("drafts.**") && string::split(_id, "drafts.")[1] in $lists] | order(_id asc){_id, title}',
  listen: '*[_type == "linkList"]',
  schema: z.array(
    z
      .object({ _id: z.string(), title: z.string().nullable() })
      .transform(({ _id, title }) => ({ id: publishedIdOf(_id), title })),
  ),
  perspective: 'raw',
} as const

/** The article's link lists that have unpublished changes, and the button that publishes them and the article together. Nothing without any. */
export function PageLists({ article, lists }: { article: string; lists: string[] }) {
  const translate = useTranslate()
  const changed = useLiveAnswer({ ...changedLists, params: { lists } })
  if (!changed || changed.length === 0) return null
  return (
    <Card padding={3} radius={2} border tone="caution" data-testid="page-lists">
      <Stack gap={3}>
        <Text size={1} weight="medium">
          {translate('這一頁有 {n} 份連結清單還有沒發布的修改', { n: changed.length })}
        </Text>
        <Stack as="ul" gap={2}>
          {changed.map(({ id, title }) => (
            <Text as="li" key={id} size={1}>
              <IntentLink intent="edit" params={{ id, type: 'linkList' }}>
                {title || translate('（未命名連結清單）')}
              </IntentLink>
            </Text>
          ))}
        </Stack>
        <PublishPage article={article} lists={changed} />
      </Stack>
    </Card>
  )
}

function PublishPage({ article, lists }: { article: string; lists: readonly { id: string; title: string | null }[] }) {
  const translate = useTranslate()
  const client = useClient({ apiVersion })
  const workspace = useWorkspace()
  const { push } = useToast()
  const { isSyncing } = useSyncState(article, 'article')
  const [isBusy, setBusy] = useState(false)
  const [obstacles, setObstacles] = useState<readonly Obstacle[]>([])
  const titleOf = (id: string) => lists.find((list) => list.id === id)?.title || translate('這篇文章')
  const publish = async () => {
    setBusy(true)
    try {
      const found = await publishTogether([article, ...lists.map(({ id }) => id)], {
        client,
        workspace,
        validate: validateDocument,
      })
      setObstacles(found)
      if (found.length === 0) push({ status: 'success', title: translate('這一頁的全部更改已發布') })
    } catch (error) {
      console.error(error)
      push({
        status: 'error',
        title: translate('沒有發布，什麼都沒變'),
        description: translate('可能有人同時在改這一頁，請再按一次。'),
      })
    } finally {
      setBusy(false)
    }
  }
  const publishTyped = useWhenTyped(() => void publish(), isSyncing) // what was typed last must be in the draft that is published
  return (
    <Stack gap={3}>
      {obstacles.length > 0 && (
        <Card padding={3} radius={2} tone="critical" role="alert">
          <Stack gap={3}>
            <Text size={1} weight="medium">
              {translate('還沒發布，請先改好這些地方：')}
            </Text>
            {obstacles.map(({ id, type, path, message }) => (
              <Text key={`${id} ${path} ${message}`} size={1}>
                <IntentLink intent="edit" params={{ id, type, path }}>
                  {translate('「{title}」：{message}', { title: titleOf(id), message })}
                </IntentLink>
              </Text>
            ))}
          </Stack>
        </Card>
      )}
      <Button
        text={translate('發布這一頁的全部更改')}
        tone="positive"
        fontSize={1}
        padding={3}
        data-testid="publish-page"
        disabled={isBusy}
        loading={isBusy}
        onClick={publishTyped}
      />
    </Stack>
  )
}
