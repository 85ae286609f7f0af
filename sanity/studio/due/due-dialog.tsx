import { Button, Card, Checkbox, Dialog, Flex, Stack, Text } from '@sanity/ui'
import { useEffect, useId, useState } from 'react'
import { useClient, useValidationStatus } from 'sanity'
import { dueInWords, dueProblem, dueWrites, type DueTimes } from '#lib/validation/due.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { apiVersion } from '../api-version.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { ZonedTime } from '../times/zoned-time-input.tsx'

type Props = {
  subject: { documentId: string; documentType: string; hasDraft: boolean; isPublished: boolean }
  before: DueTimes
  onClose: () => void
}

/** 排程: when the lake publishes this document and when it takes it down. Emptying a time cancels it. */
export function DueDialog({ subject, before, onClose }: Props) {
  const { documentId, documentType, hasDraft, isPublished } = subject
  const translate = useTranslate()
  const client = useClient({ apiVersion })
  const { validation } = useValidationStatus(hasDraft ? `drafts.${documentId}` : documentId, documentType, true)
  const [times, setTimes] = useState(before)
  const [now] = useState(() => new Date())
  const [users, setUsers] = useState<number>()
  const isFirst = documentType === 'article' && !isPublished
  const [datesIt, setDatesIt] = useState(isFirst)
  const [unread, setUnread] = useState({ publish: false, takeDown: false })
  const [failure, setFailure] = useState('')
  const [isBusy, setBusy] = useState(false)
  const tickId = useId()
  useEffect(() => {
    // Who is told less is told nothing wrong: the sentence about others only comes when their number is there.
    client
      .fetch<number>(
        'count(*[references($id) && !(_id in path("drafts.**"))])',
        { id: documentId },
        { perspective: 'raw' },
      )
      .then(setUsers, () => undefined)
  }, [client, documentId])

  const isInvalid =
    times.publish !== null && times.publish !== before.publish && validation.some(({ level }) => level === 'error')
  const problem = isInvalid ? '草稿還有沒填好的欄位，填好才能排程發布' : dueProblem(times, before, subject, now)
  const words = translate(dueInWords(times, { timeZone: publicationZone, now }))
  const isChanged = times.publish !== before.publish || times.takeDown !== before.takeDown

  const save = async () => {
    setBusy(true)
    try {
      const { set, remove } = dueWrites(times, before, subject)
      const transaction = client.transaction()
      for (const document of set) transaction.createOrReplace(document)
      for (const id of remove) transaction.delete(id)
      if (datesIt && times.publish !== null)
        transaction.patch(`drafts.${documentId}`, { set: { publishedAt: times.publish } })
      await transaction.commit()
      onClose()
    } catch (error) {
      setFailure(translate('沒有存成：{why}', { why: error instanceof Error ? error.message : String(error) }))
      setBusy(false)
    }
  }

  return (
    <Dialog
      id="due"
      header={translate('排程')}
      width={0}
      onClose={onClose}
      footer={
        <Flex gap={2} padding={3} justify="flex-end">
          <Button text={translate('關閉')} mode="bleed" disabled={isBusy} onClick={onClose} />
          <Button
            text={translate('儲存排程')}
            tone="primary"
            disabled={isBusy || !isChanged || problem !== true || unread.publish || unread.takeDown}
            data-testid="save-due"
            onClick={() => void save()}
          />
        </Flex>
      }
    >
      <Stack gap={5} padding={4}>
        <Stack gap={3}>
          <Text size={1} weight="medium">
            {translate('排程發布')}
          </Text>
          <Text size={1} muted>
            {translate(hasDraft ? '到這一刻，當時的草稿會自動發布。留空就是不排程。' : '沒有未發布的修改。')}
          </Text>
          <ZonedTime
            title={translate('排程發布')}
            asEnd={false}
            value={times.publish ?? undefined}
            readOnly={!hasDraft && before.publish === null}
            onTime={(at) => setTimes((last) => ({ ...last, publish: at ?? null }))}
            onProblem={(publish) => setUnread((last) => ({ ...last, publish }))}
          />
          {isFirst && hasDraft ? (
            <Flex align="center" gap={2}>
              <Checkbox id={tickId} checked={datesIt} onChange={() => setDatesIt(!datesIt)} />
              <Text as="label" htmlFor={tickId} size={1}>
                {translate('讀者看到的發布時間也改成這一刻')}
              </Text>
            </Flex>
          ) : null}
        </Stack>
        <Stack gap={3}>
          <Text size={1} weight="medium">
            {translate('排程取消發布')}
          </Text>
          <Text size={1} muted>
            {translate('到這一刻，讀者就看不到，內容會留在草稿裡。留空就是不取消發布。')}
          </Text>
          <ZonedTime
            title={translate('排程取消發布')}
            asEnd
            value={times.takeDown ?? undefined}
            onTime={(at) => setTimes((last) => ({ ...last, takeDown: at ?? null }))}
            onProblem={(takeDown) => setUnread((last) => ({ ...last, takeDown }))}
          />
          {users ? (
            <Text size={1} muted>
              {translate('有 {n} 份文件用到它：取消發布後它們照常顯示，只是少了這一份。', { n: users })}
            </Text>
          ) : null}
        </Stack>
        {problem === true ? null : <Notice tone="caution">{translate(problem)}</Notice>}
        {problem === true && words ? <Notice tone="primary">{words}</Notice> : null}
        {failure ? <Notice tone="critical">{failure}</Notice> : null}
      </Stack>
    </Dialog>
  )
}

const Notice = ({ tone, children }: { tone: 'primary' | 'caution' | 'critical'; children: string }) => (
  <Card padding={3} radius={2} tone={tone} border>
    <Text as="output" size={1} data-testid="due-notice">
      {children}
    </Text>
  </Card>
)
