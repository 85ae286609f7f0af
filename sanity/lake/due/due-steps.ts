import { z } from 'zod'
import type { StoredDocument } from '../engine/types.ts'
import { isObject } from '../engine/json.ts'
import { publishing } from '../engine/published-from.ts'

/** The one type of document that the lake itself knows: work that falls due. Setting, moving and cancelling it is writing the document. */
export const DUE_TYPE = 'dueWork'

const dueWork = z.object({
  _id: z.string(),
  _rev: z.string(),
  _type: z.literal(DUE_TYPE),
  kind: z.enum(['publish', 'takeDown']),
  /** The published id of the document that it is for. */
  documentId: z.string(),
  /** What that document must be: anyone who may write banners may not have an article published by calling it a banner. */
  documentType: z.string(),
  at: z.iso.datetime({ offset: true }),
  /** Why it could not be done when it fell due. Without one of the two below it is left alone until somebody sets it again. */
  problem: z.string().optional(),
  /** The document that it waits for: it is tried again when that one is published. */
  waitsFor: z.string().optional(),
  /** Whether it failed for a reason that passes, and is tried again after a while. */
  isRetried: z.boolean().optional(),
})
export type DueWork = z.infer<typeof dueWork>

/** The work that a document stands for; null for any other document, and for work that can't be read. */
export function readDue(document: StoredDocument | null): DueWork | null {
  return dueWork.safeParse(document).data ?? null
}

/** What the lake holds of the document that some work is for. */
export type Subject = { published: StoredDocument | null; draft: StoredDocument | null }

/** Whether there is nothing left that this work could do: no draft to publish, nothing published to take down. */
export const isMoot = ({ kind }: DueWork, { published, draft }: Subject): boolean =>
  (kind === 'publish' ? draft : published) === null

/** A patch that asks for a revision and changes nothing that stays: the document is deleted right after it. */
const demandRevision = ({ _id: id, _rev: ifRevisionID }: { _id: string; _rev: string }) => ({
  patch: { id, ifRevisionID, unset: ['problem'] },
})

/**
 * The mutations that do the work and take it off the list, in one transaction, so that it is never done twice. They fail with 409 when the work was
 * moved or cancelled meanwhile, or the draft written: their revisions are asked for. Takes the documents that refer to its subject.
 */
export function stepsOf(work: DueWork, { published, draft }: Subject, referrers: readonly StoredDocument[]): unknown[] {
  const { documentId, documentType } = work
  const begin = [demandRevision(work), { delete: { id: work._id } }]
  if (work.kind === 'publish')
    return draft === null ? begin : [...begin, demandRevision(draft), ...publishing(draft, documentId)]
  const { _rev: _old, _updatedAt: _then, ...words } = published ?? { _id: documentId, _type: documentType }
  return [
    ...begin,
    ...referrers.flatMap((referrer) => weakened(referrer, documentId, documentType)),
    ...(draft ? [] : [{ create: { ...words, _id: `drafts.${documentId}` } }]),
    { delete: { id: documentId } },
  ]
}

/**
 * A strong reference would keep its target published. It becomes what the Studio writes for a document that is not published yet: weak, and
 * strong again when the one that refers is published. Pages show that one as before, without the part that was taken down.
 */
function weakened(referrer: StoredDocument, target: string, type: string): unknown[] {
  let isChanged = false
  const weaken = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(weaken)
    if (!isObject(value)) return value
    const copy = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, weaken(inner)]))
    if (value._ref !== target || value._weak === true) return copy
    isChanged = true
    return { ...copy, _weak: true, _strengthenOnPublish: { type } }
  }
  const createOrReplace = weaken(referrer)
  return isChanged ? [demandRevision(referrer), { createOrReplace }] : []
}
