import { publishedId } from '../engine/ids.ts'
import type { LoggedTransaction, Operation } from '../engine/types.ts'

export type DocumentEvent = {
  type: string
  timestamp: string
  author: string
  documentId: string
  [more: string]: unknown
}

/** The ids whose log tells what happened to this one: the published document, its draft, and the version asked for. */
export function groupIds(id: string): string[] {
  const published = publishedId(id)
  return [...new Set([published, `drafts.${published}`, id])]
}

/**
 * What happened to a document, newest first, in the words of the Studio's history panel. "Edited" is not among it: the
 * Studio finds that by itself. `log` is newest first.
 */
export function documentEvents(id: string, log: readonly LoggedTransaction[]): DocumentEvent[] {
  const published = publishedId(id)
  const draft = `drafts.${published}`
  const events: DocumentEvent[] = []
  const exists = new Set<string>()
  /** The last transaction of each of them. */
  const last = new Map<string, LoggedTransaction>()
  for (const entry of log.toReversed()) {
    const step = readStep(entry, published)
    const draftThen = exists.has(draft) ? { id: draft, revision: last.get(draft)?.transactionId } : null
    const described = id === published ? ofPublished(step, draftThen) : ofVersion(step, id, last.get(id)?.transactionId)
    const isDeletedWithoutDraft =
      id === draft && step.published === 'delete' && step.created.length === 0 && draftThen === null
    if (described)
      events.unshift({ ...described, timestamp: entry.timestamp, author: entry.identity, documentId: published })
    else if (isDeletedWithoutDraft) {
      events.unshift(...lastPublished(published, last.get(published), events[0]))
      events.unshift({
        type: 'deleteDocumentGroup',
        timestamp: entry.timestamp,
        author: entry.identity,
        documentId: published,
      })
    }
    for (const change of entry.changes) {
      if (change.operation === 'delete') exists.delete(change.documentId)
      else exists.add(change.documentId)
      last.set(change.documentId, entry)
    }
  }
  return events
}

/**
 * A document that is deleted while it has no draft is restored in the Studio from the newest event of its draft that is no deletion. Without this
 * one that would be nothing, or a draft that was discarded. `newest` is the newest event so far; none is needed where it is the publishing itself.
 */
function lastPublished(
  documentId: string,
  entry: LoggedTransaction | undefined,
  newest: DocumentEvent | undefined,
): DocumentEvent[] {
  if (!entry || newest?.['revisionId'] === entry.transactionId) return []
  const timestamp = newest && newest.timestamp > entry.timestamp ? newest.timestamp : entry.timestamp
  return [
    { type: 'updateLiveDocument', revisionId: entry.transactionId, timestamp, author: entry.identity, documentId },
  ]
}

type Step = {
  tx: string
  published: Operation
  /** Drafts and versions of this document that the transaction made or took away. */
  created: readonly string[]
  deleted: readonly string[]
}

type Described = { type: string; [more: string]: unknown }

function readStep(entry: LoggedTransaction, published: string): Step {
  const of = (operation: Operation) =>
    entry.changes
      .filter((change) => change.operation === operation && change.documentId !== published)
      .map((change) => change.documentId)
  const mine = (ids: readonly string[]) => ids.filter((id) => publishedId(id) === published)
  return {
    tx: entry.transactionId,
    published: entry.changes.find((change) => change.documentId === published)?.operation ?? 'none',
    created: mine(of('create')),
    deleted: mine(of('delete')),
  }
}

function ofVersion(step: Step, id: string, previous: string | undefined): Described | null {
  const version = { versionId: id, versionRevisionId: step.tx }
  if (step.created.includes(id)) return { type: 'createDocumentVersion', ...version }
  if (!step.deleted.includes(id)) return null
  if (step.published === 'create' || step.published === 'update') return publish(step, id, previous)
  if (step.published === 'delete') return { type: 'deleteDocumentGroup' }
  return { type: 'deleteDocumentVersion', versionId: id, versionRevisionId: previous ?? step.tx }
}

function ofPublished(step: Step, draft: { id: string; revision: string | undefined } | null): Described | null {
  const [source] = step.deleted
  if (step.published === 'create' || step.published === 'update') {
    if (source !== undefined) return publish(step, source, undefined)
    return { type: step.published === 'create' ? 'createLiveDocument' : 'updateLiveDocument', revisionId: step.tx }
  }
  if (step.published !== 'delete') return null
  const [made] = step.created
  if (made !== undefined) return { type: 'unpublishDocument', versionId: made, versionRevisionId: step.tx }
  if (source === undefined && draft) {
    return { type: 'unpublishDocument', versionId: draft.id, versionRevisionId: draft.revision ?? step.tx }
  }
  return { type: 'deleteDocumentGroup' }
}

function publish(step: Step, versionId: string, previous: string | undefined): Described {
  const publishCause = versionId.startsWith('versions.') ? 'release.publish' : 'document.publish'
  return {
    type: 'publishDocumentVersion',
    revisionId: step.tx,
    versionId,
    versionRevisionId: previous ?? step.tx,
    publishCause,
  }
}
