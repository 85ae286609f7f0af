import { lengthInWords, momentInWords, type Telling } from '../time/period.ts'

/** What can be published and taken down by itself: what others refer to beyond their own work, a slot or a category, goes by hand only. */
export const dueTypes: readonly string[] = ['article', 'linkList', 'banner']

/** When a document is to be published and taken down by itself; null is not at all. Instants are ISO. */
export type DueTimes = { publish: string | null; takeDown: string | null }

/** What there is of the document now: work needs something to do. */
export type DueSubject = { hasDraft: boolean; isPublished: boolean }

/** `true`, or the zh-TW sentence for times that can't be kept. `before` are those that are set already: they may stay as they are. */
export function dueProblem(
  { publish, takeDown }: DueTimes,
  before: DueTimes,
  { hasDraft, isPublished }: DueSubject,
  now: Date,
): true | string {
  const isPast = (at: string) => Date.parse(at) <= now.getTime()
  if (publish !== null && publish !== before.publish) {
    if (!hasDraft) return '沒有未發布的修改，不必排程發布'
    if (isPast(publish)) return '排程發布的時間已經過了；要馬上發布，請按「發布」'
  }
  if (takeDown !== null && takeDown !== before.takeDown) {
    if (!isPublished && publish === null) return '還沒發布，也沒有排程發布，沒有東西可以取消發布'
    if (isPast(takeDown)) return '排程取消發布的時間已經過了；要馬上取消，請用選單裡的「取消發布」'
  }
  return publish === null || takeDown === null || Date.parse(takeDown) > Date.parse(publish) || '取消發布要晚於發布'
}

/** The times in one line: `11/27（五）18:00 發布 → 11/29（日）24:00 取消發布，共 54 小時`; empty where none are set. */
export function dueInWords({ publish, takeDown }: DueTimes, telling: Telling): string {
  const from = publish === null ? '' : `${momentInWords(publish, telling)} 發布`
  const until = takeDown === null ? '' : `${momentInWords(takeDown, telling, true)} 取消發布`
  const length =
    publish !== null && takeDown !== null ? `，共 ${lengthInWords(Date.parse(takeDown) - Date.parse(publish))}` : ''
  return [from, until].filter(Boolean).join(' → ') + length
}

type Subject = { documentId: string; documentType: string }

/** A piece of work as the lake keeps it; one that is over its `at` is done by the lake itself. */
export const dueDocument = (kind: keyof DueTimes, { documentId, documentType }: Subject, at: string) => ({
  _id: dueId(kind, documentId),
  _type: 'dueWork',
  kind,
  documentId,
  documentType,
  at,
})

/** One document of each kind for each document: two people who set it meet in the same one. */
export const dueId = (kind: keyof DueTimes, documentId: string): string => `due-${kind}-${documentId}`

/** What setting these times writes: a document for each that is new or moved, the ids of those that are taken away. What stays is left alone. */
export function dueWrites(
  times: DueTimes,
  before: DueTimes,
  subject: Subject,
): { set: ReturnType<typeof dueDocument>[]; remove: string[] } {
  const changed = (['publish', 'takeDown'] as const).filter((kind) => times[kind] !== before[kind])
  return {
    set: changed.flatMap((kind) => {
      const at = times[kind]
      return at === null ? [] : [dueDocument(kind, subject, at)]
    }),
    remove: changed.filter((kind) => times[kind] === null).map((kind) => dueId(kind, subject.documentId)),
  }
}
