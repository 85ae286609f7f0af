import { evaluate, evaluateSync, toJS, type EvaluateOptions, type ExprNode } from 'groq-js'
import { candidatesOf } from './constraint.ts'
import { publishedId } from './ids.ts'
import type { SeenDocument, View } from './perspective.ts'
import type { Prepared } from './prepare.ts'
import { FOUND_MARK, LINES_FIELD, LINE_MARK, WORDS_MARK, type Search } from './rewrite.ts'
import { makeTraceable, sourceMapOf, traced, type PathStyle, type SourceMap } from './source-map.ts'
import { hasCjk, linesOf, lineOf, wordsOf } from './tokens.ts'
import { LakeError } from './types.ts'

const lines = new WeakMap<SeenDocument, readonly string[]>()
const searchable = new WeakSet<SeenDocument>()

/** Gives a document the field that text search reads. Not enumerable: it is in no projection, no spread and no answer. */
const makeSearchable = (document: SeenDocument): void => {
  if (searchable.has(document)) return
  searchable.add(document)
  Object.defineProperty(document, LINES_FIELD, {
    get: () => {
      const known = lines.get(document) ?? linesOf(document)
      lines.set(document, known)
      return known
    },
  })
}

const answerHook = (ref: string): unknown => {
  if (ref.startsWith(LINE_MARK)) {
    const line = lineOf(ref.slice(LINE_MARK.length))
    return line === '' ? [] : [line]
  }
  const text = ref.slice(WORDS_MARK.length)
  return hasCjk(text) ? wordsOf(text) : []
}

/** In: what is left of a reference after FOUND_MARK. Out: the documents it stands for. */
const search = (text: string, searches: readonly Search[], view: View): readonly SeenDocument[] => {
  const end = text.indexOf('\u0000')
  const { type, path, screens } = searches[Number(text.slice(0, end))] ?? { type: '', path: '', screens: [] }
  return view.ofReference(type, path, text.slice(end + 1)).filter((document) => screens.every((screen) => screen(document) === true))
}

/** What evaluation needs besides the query: the documents of a perspective, the time, and who asks. */
export type Scene = { view: View; now: Date; identity: string }

/**
 * Answers a prepared query. Out: the result (null, never undefined), the tags of what it was made from, and where its texts come from when
 * `sourcePaths` asks for that. Throws LakeError 400 when groq-js can't evaluate it.
 */
export const answer = async (prepared: Prepared, scene: Scene, sourcePaths?: PathStyle): Promise<{ result: unknown; tags: string[]; sourceMap?: SourceMap }> => {
  const { view } = scene
  const tags = new Set(prepared.tags)
  if (prepared.searchesText) view.all.forEach(makeSearchable)
  const dereference = ({ _ref: ref }: { _ref: string }) => {
    if (ref.startsWith(FOUND_MARK)) return search(ref.slice(FOUND_MARK.length), prepared.searches, view) as unknown as SeenDocument
    if (ref.startsWith('\u0000')) return answerHook(ref) as SeenDocument
    tags.add(`doc:${publishedId(ref)}`)
    return view.byId(ref) ?? null
  }
  const params = Object.fromEntries([...prepared.sets].map(([name, atoms]) => [name, candidatesOf(atoms, view)]))
  const options: EvaluateOptions = { dataset: view.all, params, timestamp: scene.now, identity: scene.identity, dereference }
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
    const description = error instanceof Error ? error.message : String(error)
    throw new LakeError(400, { type: 'queryEvaluationError', description: `The query can not be evaluated: ${description}` })
  }
}
