import { LakeError } from './types.ts'

/** What was sent can't be read as mutations, actions or documents: 400. */
export const malformed = (description: string): LakeError =>
  new LakeError(400, { type: 'validationError', description })

/** A rule of the lake forbids the transaction: 409, one item, as clients read it. `index` is the place in the request. */
export const conflict = (
  index: number,
  type: string,
  description: string,
  more: Readonly<Record<string, unknown>> = {},
): LakeError =>
  new LakeError(409, {
    type: 'mutationError',
    description: `The mutation(s) failed: ${description}`,
    items: [{ index, error: { type, description, ...more } }],
  })

/** 409 for a transaction id that was used before. It stands at the top, where clients look for it: what they sent was accepted the first time. */
export const transactionAlreadyExists = (id: string): LakeError => {
  const error = { type: 'transactionAlreadyExistsError', description: `Transaction "${id}" already exists`, id }
  return new LakeError(409, { ...error, items: [{ index: 0, error }] })
}

/**
 * @param error what a request of actions failed with.
 * @returns the same, called an error of actions where it would be one of mutations.
 */
export const asActionError = (error: unknown): unknown => {
  if (!(error instanceof LakeError) || error.detail.type !== 'mutationError') return error
  const description = error.detail.description.replace('The mutation(s) failed', 'The action(s) failed')
  return new LakeError(error.status, { ...error.detail, type: 'actionError', description })
}

/** 409 for a document that is already there. */
export const alreadyExists = (index: number, id: string): LakeError =>
  conflict(index, 'documentAlreadyExistsError', `Document by ID "${id}" already exists`, { id })

/** 409 for a document that is not there. */
export const notFound = (index: number, id: string): LakeError =>
  conflict(index, 'documentNotFoundError', `The document with the ID "${id}" was not found`, { id })

/** 409 for a revision that is not the one expected. */
export const wrongRevision = (index: number, id: string, current: string, expected: string): LakeError =>
  conflict(
    index,
    'documentRevisionIDDoesNotMatchError',
    `Document "${id}" has unexpected revision ID ("${current}"), expected "${expected}"`,
    { id, currentRevisionID: current, expectedRevisionID: expected },
  )

/** 403 for a write outside of what its author may write, in the form of the hosted lake. `reason` is the end of a sentence, for what the permission does not say. */
export const insufficientPermissions = (index: number, permission: 'create' | 'update', reason = ''): LakeError => {
  const description = `Insufficient permissions; permission "${permission}" required${reason}`
  return new LakeError(403, {
    type: 'mutationError',
    description: `The mutation(s) failed: ${description}`,
    items: [{ index, error: { type: 'insufficientPermissionsError', permission, description } }],
  })
}

/** 503 for what is asked while the lake closes, or afterwards. */
export const lakeIsClosed = (): LakeError =>
  new LakeError(503, { type: 'httpServiceUnavailable', description: 'The lake is closed.' })

/** 501 for what this lake does not do yet. */
export const notImplemented = (actionType: string): LakeError =>
  new LakeError(501, {
    type: 'notImplementedError',
    description: `This lake does not know the action ${actionType} yet.`,
  })
