import { z } from 'zod'
import type { CommitRequest, StoredDocument } from '../engine/types.ts'
import { isObject } from '../engine/json.ts'

/** The one type of document that the lake itself knows: work that falls due. Setting, moving and cancelling it is writing the document. */
export const DUE_TYPE = 'dueWork'

const dueWork = z.object({
  _id: z.string(),
  _rev: z.string(),
  _type: z.literal(DUE_TYPE),
  kind: z.enum(['publish', 'takeDown']),
  /** The published id of the document that it is for. */
  documentId: z.string(),
  /** What that document must be: whoever may write banners may not have an article published by calling it a banner. */
  documentType: z.string(),
  at: z.iso.datetime({ offset: true }),
  /** Why it could not be done when it fell due. It is left alone until somebody sets it anew. */
  problem: z.string().optional(),
})
export type DueWork = z.infer<typeof dueWork>

/** The work that a document stands for; null for any other document, and for work that can't be read. */
export function readDue(document: StoredDocument | null): DueWork | null {
  return dueWork.safeParse(document).data ?? null
}

/** What the lake holds of the document that some work is for. */
export type Subject = { published: StoredDocument | null; draft: StoredDocument | null }

type Steps = Pick<CommitRequest, 'actions' | 'mutations'>

/** Whether there is nothing left that this work could do: no draft to publish, nothing published to take down. */
export const isMoot = ({ kind }: DueWork, { published, draft }: Subject): boolean => (kind === 'publish' ? draft : published) === null

/**
 * One transaction that does the work and takes it off the list, so that it is never done twice. In: the documents that refer to its subject.
 * It fails with 409 when the work was moved or cancelled meanwhile: its revision is asked for.
 */
export function stepsOf(work: DueWork, { published, draft }: Subject, referrers: readonly StoredDocument[]): Steps {
  const { _id, _rev, documentId, documentType } = work
  const draftId = `drafts.${documentId}`
  if (work.kind === 'publish') {
    return {
      actions: [
        { actionType: 'sanity.action.document.edit', draftId: _id, publishedId: _id, patch: { ifRevisionID: _rev, unset: ['problem'] } },
        { actionType: 'sanity.action.document.publish', draftId, publishedId: documentId },
        { actionType: 'sanity.action.document.delete', publishedId: _id },
      ],
    }
  }
  const { _rev: _old, _updatedAt: _then, ...words } = published ?? { _id: documentId, _type: documentType }
  return {
    mutations: [
      { patch: { id: _id, ifRevisionID: _rev, unset: ['problem'] } },
      { delete: { id: _id } },
      ...referrers.flatMap((referrer) => weakened(referrer, documentId, documentType)),
      ...(draft ? [] : [{ create: { ...words, _id: draftId } }]),
      { delete: { id: documentId } },
    ],
  }
}

/**
 * A strong reference would keep its target published. It becomes what the Studio writes for a document that is not published yet: weak, and
 * strong again when the one that refers is published. Pages show that one as before, without the part that was taken down.
 */
function weakened({ _id, _rev, ...fields }: StoredDocument, target: string, type: string): unknown[] {
  const set: Record<string, unknown> = {}
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) return value.forEach((item, index) => visit(item, `${path}[${index}]`))
    if (!isObject(value)) return
    if (value._ref === target && value._weak !== true) Object.assign(set, { [`${path}._weak`]: true, [`${path}._strengthenOnPublish`]: { type } })
    for (const [name, inner] of Object.entries(value)) visit(inner, path === '' ? name : `${path}.${name}`)
  }
  visit(fields, '')
  return Object.keys(set).length > 0 ? [{ patch: { id: _id, ifRevisionID: _rev, set } }] : []
}
