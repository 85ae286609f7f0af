import { evaluate, evaluateSync, toJS, type EvaluateOptions, type ExprNode } from 'groq-js'
import { candidatesOf } from './constraint.ts'
import { publishedId } from './ids.ts'
import type { SeenDocument, View } from './perspective.ts'
import type { Prepared } from './prepare.ts'
import { FOUND_MARK, type Once, type Search } from './rewrite.ts'
import { makeTraceable, markedName, sourceMapOf, traced } from './source-map.ts'
import { tagOfReference } from './tags.ts'
import { LakeError, type LakeNames, type PathStyle, type SourceMap } from './types.ts'

/**
 * Takes what is left of a reference after FOUND_MARK.
 * @returns the documents it stands for.
 */
const search = (
  text: string,
  searches: readonly Search[],
  { view, now }: Scene,
  tags: Set<string>,
): readonly SeenDocument[] => {
  const end = text.indexOf('\u0000')
  const id = text.slice(end + 1)
  const { type, path, predicates } = searches[Number(text.slice(0, end))] ?? { type: '', path: '', predicates: [] }
  tags.add(tagOfReference(type, path.replace(/\._ref$/, ''), id))
  return view
    .ofReference(type, path, id)
    .filter((document) => predicates.every((predicate) => predicate(document, now.toISOString()) === true))
}

/** What evaluation needs besides the query: the documents of a perspective, the time, who asks, and what the lake is called. */
export type Scene = { view: View; now: Date; identity: string; sanity?: LakeNames }

/** A value that is made when it is first read, and never again. */
const lazy = (make: () => unknown): { readonly value: unknown } => {
  let made: { value: unknown } | undefined
  return {
    get value() {
      return (made ??= { value: make() }).value
    },
  }
}

const documentsOf = (once: Once & { kind: 'documents' }, { view, now }: Scene): readonly SeenDocument[] => {
  const candidates = once.atoms === null ? view.all : candidatesOf(once.atoms, view)
  const time = now.toISOString()
  return once.predicates.length === 0
    ? candidates
    : candidates.filter((document) => once.predicates.every((predicate) => predicate(document, time) === true))
}

/**
 * The options of groq-js for a query. `tags` gets the tag of each document that a reference leads to; `isTraced` adds the parameters that
 * only the traced tree reads.
 */
const optionsOf = (prepared: Prepared, scene: Scene, tags: Set<string>, isTraced: boolean): EvaluateOptions => {
  const { view, now, identity, sanity } = scene
  const dereference = ({ _ref: ref }: { _ref: string }) => {
    if (ref.startsWith(FOUND_MARK))
      return search(ref.slice(FOUND_MARK.length), prepared.searches, scene, tags) as unknown as SeenDocument
    tags.add(`doc:${publishedId(ref)}`)
    return view.byId(ref) ?? null
  }
  const options: EvaluateOptions = {
    dataset: view.all,
    params: {},
    timestamp: now,
    identity,
    dereference,
    ...(sanity ? { sanity } : {}),
  }
  const params: Record<string, unknown> = {}
  for (const [name, once] of prepared.onces) {
    const valueOf = (tree: ExprNode): unknown => evaluateSync(tree, options).data
    params[name] = lazy(() => {
      if (once.kind === 'tree') return valueOf(once.tree)
      for (const tag of once.tags) tags.add(tag)
      return documentsOf(once, scene)
    })
    if (isTraced)
      params[markedName(name)] = once.kind === 'documents' ? params[name] : lazy(() => valueOf(traced(once.tree)))
  }
  return Object.assign(options, { params })
}

const evaluationError = (error: unknown): LakeError => {
  if (error instanceof LakeError) return error
  const message = error instanceof Error ? error.message : String(error)
  const description = error instanceof RangeError && message.includes('call stack') ? 'it is nested too deep' : message
  return new LakeError(400, {
    type: 'queryEvaluationError',
    description: `The query can not be evaluated: ${description}`,
  })
}

/**
 * Answers a prepared query.
 * @returns the result (null, never undefined), the tags of what it was made from, and where its texts come from when `sourcePaths` asks for that.
 * @throws LakeError 400 when groq-js can't evaluate it.
 */
export const answer = async (
  prepared: Prepared,
  scene: Scene,
  sourcePaths?: PathStyle,
): Promise<{ result: unknown; tags: string[]; sourceMap?: SourceMap }> => {
  const { view } = scene
  const tags = new Set(prepared.tags)
  const options = optionsOf(prepared, scene, tags, sourcePaths !== undefined)
  const run = async (tree: ExprNode): Promise<unknown> => {
    const value = prepared.isAsync ? await (await evaluate(tree, options)).asStatic() : evaluateSync(tree, options)
    return toJS(value) ?? null
  }
  try {
    const result = await run(prepared.tree)
    if (sourcePaths === undefined) return { result, tags: [...tags].toSorted() }
    view.all.forEach(makeTraceable)
    const sourceMap = sourceMapOf(result, await run(traced(prepared.tree)), sourcePaths)
    return { result, tags: [...tags].toSorted(), sourceMap }
  } catch (error) {
    throw evaluationError(error)
  }
}

/** The result of a prepared query that is not asynchronous. Throws LakeError 400 when groq-js can't evaluate it. */
export const resultOf = (prepared: Prepared, scene: Scene): unknown => {
  try {
    return toJS(evaluateSync(prepared.tree, optionsOf(prepared, scene, new Set(), false))) ?? null
  } catch (error) {
    throw evaluationError(error)
  }
}
