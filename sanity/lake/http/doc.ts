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
    answer: async ({ lake, params, caller, left }) => {
      const asked = [...new Set((params['ids'] ?? '').split(',').filter((id) => id !== ''))]
      if (asked.length === 0 || asked.length > mostIds) throw badRequest(`Ask for one to ${mostIds} ids.`)
      const mayRead = (id: string) => (caller !== null && mayUse(caller, 'read')) || isPublished(id)
      const { bytes, found } = await lake.engine.documentTexts(asked.filter(mayRead), { signal: left, ...(caller ? { owner: caller.id } : {}) })
      const foundIds = new Set(found)
      const omitted = asked
        .filter((id) => !foundIds.has(id))
        .map((id) => ({ id, reason: mayRead(id) ? 'existence' : 'permission' }))
      return { jsonBytes: [Buffer.from('{"documents":'), bytes, Buffer.from(`,"omitted":${JSON.stringify(omitted)}}`)] }
    },
  },
]
