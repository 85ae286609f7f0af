import { mayUse } from '../auth/caller.ts'
import { isPublished } from '../engine/ids.ts'
import { badRequest } from './answer.ts'
import type { Route } from './exchange.ts'

const mostIds = 1000

/** Documents by id, as stored. */
export const docRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/data/doc/:dataset/:ids',
    access: 'site',
    answer: async ({ lake, params, caller }) => {
      const asked = [...new Set((params['ids'] ?? '').split(',').filter((id) => id !== ''))]
      if (asked.length === 0 || asked.length > mostIds) throw badRequest(`Ask for one to ${mostIds} ids.`)
      const mayRead = (id: string) => (caller !== null && mayUse(caller, 'read')) || isPublished(id)
      const documents = await lake.engine.documents(asked.filter(mayRead))
      const found = documents.filter((document) => document !== null)
      const foundIds = new Set(found.map((document) => document._id))
      const omitted = asked
        .filter((id) => !foundIds.has(id))
        .map((id) => ({ id, reason: mayRead(id) ? 'existence' : 'permission' }))
      return { json: { documents: found, omitted } }
    },
  },
]
