import type { ExprNode } from 'groq-js'
import { answer } from './evaluate.ts'
import { makeView } from './perspective.ts'
import { parseQuery, prepareTree, queryKey, remember, type Prepared } from './prepare.ts'
import { ungroup } from './tree.ts'
import type { LakeNames, MatchRequest, StoredDocument } from './types.ts'

/** Whether a filter over this node still filters documents, not what a projection made of them. */
const isOfDocuments = (node: ExprNode): boolean => {
  const bare = ungroup(node)
  if (bare.type === 'Everything') return true
  if (bare.type === 'FuncCall') return bare.namespace === 'releases'
  return (
    (bare.type === 'Filter' || bare.type === 'PipeFuncCall' || bare.type === 'Slice' || bare.type === 'ArrayCoerce') &&
    isOfDocuments(bare.base)
  )
}

/** Takes off what stands behind the set of documents: projections, orders, slices, filters of projections. */
const setOf = (node: ExprNode): ExprNode => {
  const bare = ungroup(node)
  switch (bare.type) {
    case 'Projection':
    case 'Map':
    case 'FlatMap':
    case 'Slice':
    case 'AccessElement':
    case 'ArrayCoerce':
    case 'PipeFuncCall':
    case 'Deref':
      return setOf(bare.base)
    case 'AccessAttribute':
      return bare.base === undefined ? bare : setOf(bare.base)
    case 'Filter':
      return isOfDocuments(bare.base) ? { ...bare, base: setOf(bare.base) } : setOf(bare.base)
    default:
      return bare
  }
}

const prepared = remember<Prepared>(500)

type Asked = MatchRequest & { now: Date; sanity?: LakeNames }

const takes = async (filter: Prepared, document: StoredDocument | null, { now, sanity }: Asked): Promise<boolean> => {
  if (document === null) return false
  const { result } = await answer(filter, {
    view: makeView('raw', [document]),
    now,
    identity: '',
    ...(sanity ? { sanity } : {}),
  })
  return Array.isArray(result) ? result.length > 0 : result !== null && result !== false
}

/**
 * @param request a listener's query, and one document before and after.
 * @returns whether the query's filter takes it, alone, as a lake of one document.
 * @throws LakeError 400 for a query that can't be parsed.
 */
export const matchDocument = async (request: Asked): Promise<{ before: boolean; after: boolean }> => {
  const { query, params } = request
  const filter = prepared(queryKey(query, params), () => prepareTree(setOf(parseQuery(query, params))))
  return { before: await takes(filter, request.before, request), after: await takes(filter, request.after, request) }
}
