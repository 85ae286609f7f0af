import { mayUse } from '../auth/caller.ts'
import { isPublished, publishedId } from '../engine/ids.ts'
import { badRequest } from './answer.ts'
import type { Route } from './exchange.ts'
import { flag } from './params.ts'

const mostIds = 1000

/** Documents by id, as stored. */
export const docRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/data/doc/:dataset/:ids',
    access: 'site',
    answer: async ({ lake, params, caller, left, url }) => {
      const asked = [...new Set((params['ids'] ?? '').split(',').filter((id) => id !== ''))]
      if (asked.length === 0 || asked.length > mostIds) throw badRequest(`Ask for one to ${mostIds} ids.`)
      const mayReadAll = caller !== null && mayUse(caller, 'read')
      const mayRead = (id: string) => mayReadAll || isPublished(id)
      const allVersions = flag(url.searchParams, 'includeAllVersions') && mayReadAll
      const { bytes, found } = await lake.engine.documentTexts(asked.filter(mayRead), {
        allVersions,
        signal: left,
        ...(caller ? { owner: caller.id } : {}),
      })
      const nameOf = (id: string) => (allVersions ? publishedId(id) : id)
      const foundNames = new Set(found.map(nameOf))
      const omitted = asked
        .filter((id) => !foundNames.has(nameOf(id)))
        .map((id) => ({ id, reason: mayRead(id) ? 'existence' : 'permission' }))
      return { jsonBytes: [Buffer.from('{"documents":'), bytes, Buffer.from(`,"omitted":${JSON.stringify(omitted)}}`)] }
    },
  },
]
