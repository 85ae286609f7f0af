import { type Engine, LakeError, type Commit } from '../engine/types.ts'
import type { LogEntry } from '../http/exchange.ts'
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

/**
 * Work that falls due: what is stored is kept in memory as it is written, and each tick compares instants with the clock. There is no timer
 * per piece of work: those overflow after 24 days, and sleep with the machine. What fell due while nobody ran is done by the first tick.
 */
export async function openDueWork({ engine, now, log }: Options): Promise<DueWorks> {
  const works = new Map<string, DueWork>()
  /** Work whose draft was published or discarded by hand, or whose document was taken down, by the revision at which that was seen. */
  const overtaken = new Map<string, string>()

  const keep = (commit: Commit) => {
    for (const { documentId, after } of commit.changes) {
      const work = readDue(after)
      if (work) works.set(documentId, work)
      else works.delete(documentId)
    }
    for (const { documentId, operation } of commit.changes) {
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

  const { result } = await engine.query({ query: `*[_type == "${DUE_TYPE}"]`, params: {}, perspective: 'raw', lane: 'studio' })
  for (const document of Array.isArray(result) ? result : []) {
    const work = readDue(document)
    if (work) works.set(work._id, work)
  }
  for (const work of works.values()) {
    const waits = work.kind === 'takeDown' && [...works.values()].some(({ kind, documentId }) => kind === 'publish' && documentId === work.documentId)
    if (!waits && isMoot(work, await subjectOf(work))) overtaken.set(work._id, work._rev)
  }

  const drop = ({ _id }: DueWork) => engine.commit({ mutations: [{ delete: { id: _id } }], identity: LAKE })

  /** Who set it is who does it, by the history: a name in the document could be anybody's. */
  const authorOf = async ({ _id }: DueWork): Promise<string> => (await engine.transactions({ documentIds: [_id], reverse: true, limit: 1 }))[0]?.identity ?? LAKE

  const doWork = async (work: DueWork): Promise<void> => {
    const subject = await subjectOf(work)
    const target = work.kind === 'publish' ? subject.draft : subject.published
    if (!target) return void (await drop(work))
    if (target._type !== work.documentType) {
      log({ level: 'warn', message: 'Due work names another type than its document has; it was taken away.', work: work._id, document: work.documentId })
      return void (await drop(work))
    }
    const referrers = work.kind === 'takeDown' ? await referrersOf(engine, work.documentId) : []
    await engine.commit({ ...stepsOf(work, subject, referrers), identity: await authorOf(work) })
    log({ level: 'info', message: 'Due work was done.', kind: work.kind, document: work.documentId, at: work.at })
  }

  const attempt = async (work: DueWork): Promise<void> => {
    try {
      await doWork(work)
    } catch (error) {
      // Moved, cancelled, or a document was written meanwhile: the next tick sees what holds then.
      if (isOvertaken(error)) return
      const problem = error instanceof LakeError ? error.message : '內容庫出錯了'
      log({ level: 'error', message: 'Due work could not be done.', work: work._id, document: work.documentId, error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
      await engine.commit({ mutations: [{ patch: { id: work._id, ifRevisionID: work._rev, set: { problem } } }], identity: await authorOf(work) })
    }
  }

  const run = async (): Promise<void> => {
    for (const [id, rev] of overtaken) {
      overtaken.delete(id)
      const work = works.get(id)
      if (work?._rev === rev) await drop(work)
    }
    const at = now().getTime()
    const due = [...works.values()].filter((work) => work.problem === undefined && Date.parse(work.at) <= at)
    for (const work of due.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
      // Another piece of work may have changed it.
      if (works.get(work._id)?._rev === work._rev) await attempt(work)
    }
  }

  let last: Promise<void> = Promise.resolve()
  let isClosed = false
  return {
    tick() {
      if (isClosed) return last
      last = last.then(run).catch((error: unknown) => log({ level: 'error', message: 'A look for due work failed.', error: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
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
  const { result } = await engine.query({ query: '*[references($id)]._id', params: { id }, perspective: 'raw', lane: 'studio' })
  const ids = Array.isArray(result) ? result.filter((each) => typeof each === 'string') : []
  return (await engine.documents(ids)).filter((document) => document !== null)
}

/** A revision that is no longer that one, or a document that is gone. */
function isOvertaken(error: unknown): boolean {
  return error instanceof LakeError && error.status === 409 && /documentRevisionIDDoesNotMatchError|documentNotFoundError/.test(JSON.stringify(error.detail))
}
