import { z } from 'zod'
import { previewSecretType } from '../preview/pass-documents.ts'
import { forbidden } from './answer.ts'
import { readJson, smallLimit } from './body.ts'
import type { Route } from './exchange.ts'

const body = z.object({
  /** What the Studio wrote into a document and put into the address of the page. */
  secret: z.string(),
  /** The pass that the browser has already. */
  pass: z.string().optional(),
})

/** Sanity's own rule: a secret opens for an hour. */
const SECRETS = `*[_type == $type && secret == $secret && dateTime(_updatedAt) > dateTime(now()) - 3600]._id`

/** How the site lets into draft mode: the secret says who asked for it, and draft mode then is that person's. */
export const draftModeRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/draft-mode/passes',
    access: 'read',
    answer: async ({ lake, req, caller }) => {
      if (caller?.id !== lake.auth.previewerId) throw forbidden('Passes of draft mode are for the site itself.')
      const { secret, pass } = await readJson(req, body, smallLimit)
      const { result } = await lake.engine.query({
        query: SECRETS,
        params: { type: previewSecretType, secret },
        perspective: 'raw',
        lane: 'studio',
      })
      const [documentId] = z.array(z.string()).parse(result)
      const maker = documentId === undefined ? undefined : await lake.passDocuments.makerOf(documentId)
      if (maker === undefined) return { json: { pass: null } }
      const isOwn = pass !== undefined && lake.auth.holderOfDraftMode(pass) === maker
      return { json: { pass: isOwn ? pass : await lake.auth.openDraftMode(maker) } }
    },
  },
]
