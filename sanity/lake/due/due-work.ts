import { isSystemId } from '../engine/ids.ts'
import type { Commit, Engine } from '../engine/types.ts'
import type { LogEntry } from '../log-entry.ts'
import { type DueFailure, failureOf, isWorthLogging, waitAfter } from './due-failures.ts'
import { DUE_TYPE, isMoot, readDue, stepsOf, type DueWork, type Subject } from './due-steps.ts'

export type DueWorks = {
  /** Does what has fallen due by now, the earliest first. One tick at a time: a second one waits for the first. */
  tick(): Promise<void>
  /** The instants at which work falls due, in epoch milliseconds. */
  instants(): number[]
  /** Waits for what is being done and hears of nothing any more. */
  close(): Promise<void>
}

type Options = { engine: Engine; now: () => Date; log: (entry: LogEntry) => void }

/** Signs what the lake does about work of which nobody is known to have set it. */
const LAKE = 'lake'

/** Work that failed. */
type Failed = { work: DueWork; failure: Exclude<DueFailure, { kind: 'overtaken' }>; error: unknown }

/**
 * Work that falls due: what is stored is kept in memory as it is written, and each tick compares instants with the clock. There is no timer
 * per piece of work: those overflow after 24 days, and sleep with the machine. What fell due while nobody ran is done by the first tick.
 */
export async function openDueWork({ engine, now, log }: Options): Promise<DueWorks> {
  const works = new Map<string, DueWork>()
  /** Work whose draft was published or discarded by hand, or whose document was taken down, by the revision at which that was seen. */
  const overtaken = new Map<string, string>()
  /** Documents that came since work began to wait for them. */
  const arrived = new Set<string>()
  /** Work that failed for a passing reason: how often in a row, and the instant (ms) from which on it is tried again. */
  const retries = new Map<string, { failures: number; from: number }>()

  const keep = (commit: Commit) => {
    for (const { documentId, after } of commit.changes) {
      const work = readDue(after)
      if (work) works.set(documentId, work)
      else if (works.delete(documentId)) retries.delete(documentId)
    }
    for (const { documentId, operation } of commit.changes) {
      if (operation === 'create' && [...works.values()].some(({ waitsFor }) => waitsFor === documentId))
        arrived.add(documentId)
      if (operation !== 'delete') continue
      for (const work of works.values()) {
        const subject = work.kind === 'publish' ? `drafts.${work.documentId}` : work.documentId
        if (subject === documentId) overtaken.set(work._id, work._rev)
      }
    }
  }
  const stop = engine.onCommit(keep)

  const subjectOf = async ({ documentId }: DueWork): Promise<Subject> => {
    const [published = null, draft = null] = await engine.documents([documentId, `drafts.${documentId}`])
    return { published, draft }
  }

  const { result } = await engine.query({
    query: `*[_type == "${DUE_TYPE}"]`,
    params: {},
    perspective: 'raw',
    lane: 'site',
  })
  for (const document of Array.isArray(result) ? result : []) {
    const work = readDue(document)
    if (work) works.set(work._id, work)
  }
  for (const work of works.values()) {
    const waits =
      work.kind === 'takeDown' &&
      [...works.values()].some(({ kind, documentId }) => kind === 'publish' && documentId === work.documentId)
    if (!waits && isMoot(work, await subjectOf(work))) overtaken.set(work._id, work._rev)
  }
  const waitedFor = [...works.values()].flatMap(({ waitsFor }) => waitsFor ?? [])
  for (const document of await engine.documents(waitedFor)) if (document) arrived.add(document._id)

  const drop = ({ _id }: DueWork) => engine.commit({ mutations: [{ delete: { id: _id } }], identity: LAKE })

  /** Who set it is who does it, by the history: a name in the document could be anybody's. */
  const authorOf = async ({ _id }: DueWork): Promise<string> =>
    (await engine.transactions({ documentIds: [_id], reverse: true, limit: 1 }))[0]?.identity ?? LAKE

  /** What some work stands for now; null when there is nothing left to do and it was taken away. */
  const mutationsOf = async (work: DueWork): Promise<unknown[] | null> => {
    const subject = await subjectOf(work)
    const target = work.kind === 'publish' ? subject.draft : subject.published
    if (target?._type === work.documentType)
      return stepsOf(work, subject, work.kind === 'takeDown' ? await referrersOf(engine, work.documentId) : [])
    if (target)
      log({
        level: 'warn',
        message: 'Due work names another type than its document has; it was taken away.',
        work: work._id,
        document: work.documentId,
      })
    await drop(work)
    return null
  }

  /** Does some work of one author, in one transaction. Throws what the commit throws. */
  const doTogether = async (together: readonly DueWork[], identity: string): Promise<void> => {
    const steps = []
    for (const work of together) {
      const mutations = await mutationsOf(work)
      if (mutations) steps.push({ work, mutations })
    }
    if (steps.length === 0) return
    await engine.commit({ mutations: steps.flatMap(({ mutations }) => mutations), identity })
    for (const { work } of steps)
      log({ level: 'info', message: 'Due work was done.', kind: work.kind, document: work.documentId, at: work.at })
  }

  /** @returns how it failed; null when it was done, or has to be looked at again. */
  const attempt = async (work: DueWork): Promise<Failed | null> => {
    try {
      await doTogether([work], await authorOf(work))
      return null
    } catch (error) {
      const failure = failureOf(error)
      return failure.kind === 'overtaken' ? null : { work, failure, error }
    }
  }

  /** Says in the document why it was not done. Where even that can't be written, the log has it. */
  const tell = async ({ work, failure, error }: Failed): Promise<void> => {
    const { kind, problem } = failure
    const failures = kind === 'passing' ? (retries.get(work._id)?.failures ?? 0) + 1 : 1
    if (isWorthLogging(failures)) {
      log({
        level: 'error',
        message: 'Due work could not be done.',
        work: work._id,
        document: work.documentId,
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      })
    }
    if (kind === 'passing') {
      retries.set(work._id, { failures, from: now().getTime() + waitAfter(failures) })
      if (work.problem === problem) return
    } else retries.delete(work._id)
    const reason = kind === 'missing' ? { waitsFor: failure.id } : kind === 'passing' ? { isRetried: true } : {}
    const unset = ['waitsFor', 'isRetried'].filter((field) => !Object.hasOwn(reason, field))
    try {
      await engine.commit({
        mutations: [{ patch: { id: work._id, ifRevisionID: work._rev, set: { problem, ...reason }, unset } }],
        identity: await authorOf(work),
      })
    } catch (failed) {
      if (failureOf(failed).kind !== 'overtaken')
        log({
          level: 'error',
          message: 'Why due work was not done could not be written into it.',
          work: work._id,
          error: String(failed),
        })
    }
  }

  /**
   * Two documents that refer to each other can only come together.
   * @returns those that can't either.
   */
  const tryTogether = async (missing: readonly Failed[]): Promise<readonly Failed[]> => {
    const authors = await Promise.all(missing.map(({ work }) => authorOf(work)))
    const left: Failed[] = []
    for (const author of new Set(authors)) {
      const own = missing.filter((_, index) => authors[index] === author)
      const done =
        own.length > 1 &&
        (await doTogether(
          own.map(({ work }) => work),
          author,
        ).then(
          () => true,
          () => false,
        ))
      if (!done) left.push(...own)
    }
    return left
  }

  const isDue = (work: DueWork, at: number): boolean => {
    if (Date.parse(work.at) > at) return false
    const { from } = retries.get(work._id) ?? { from: 0 }
    if (from > at) return false
    if (work.problem === undefined || work.isRetried === true) return true
    return work.waitsFor !== undefined && arrived.has(work.waitsFor)
  }

  const run = async (): Promise<void> => {
    for (const [id, rev] of overtaken) {
      overtaken.delete(id)
      const work = works.get(id)
      if (work?._rev === rev) await drop(work)
    }
    const at = now().getTime()
    let due = [...works.values()]
      .filter((work) => isDue(work, at))
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    arrived.clear()
    const failed: Failed[] = []
    // What waits for a neighbour that falls due with it is tried again after that one, until nothing more comes.
    for (;;) {
      const missing: Failed[] = []
      for (const work of due) {
        // Another piece of work may have changed it.
        if (works.get(work._id)?._rev !== work._rev) continue
        const failure = await attempt(work)
        if (failure?.failure.kind === 'missing') missing.push(failure)
        else if (failure) failed.push(failure)
      }
      if (missing.length > 0 && missing.length < due.length) {
        due = missing.map(({ work }) => work)
        continue
      }
      failed.push(...(await tryTogether(missing)))
      break
    }
    for (const failure of failed) await tell(failure)
  }

  let last: Promise<void> = Promise.resolve()
  let isClosed = false
  return {
    tick() {
      if (isClosed) return last
      last = last.then(run).catch((error: unknown) =>
        log({
          level: 'error',
          message: 'A look for due work failed.',
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      )
      return last
    },
    instants: () => [...works.values()].filter(({ problem }) => problem === undefined).map(({ at }) => Date.parse(at)),
    async close() {
      isClosed = true
      await last
      stop()
    },
  }
}

async function referrersOf(engine: Engine, id: string) {
  const { result } = await engine.query({
    query: '*[references($id)]._id',
    params: { id },
    perspective: 'raw',
    lane: 'site',
  })
  const ids = Array.isArray(result) ? result.filter((each) => typeof each === 'string' && !isSystemId(each)) : []
  return (await engine.documents(ids)).filter((document) => document !== null)
}
