import type { AccessAttributeNode, DerefNode, ExprNode } from 'groq-js'
import { onceName, onceNode } from './closed.ts'
import { calledBy, ROWS } from './own-call.ts'
import type { SeenDocument } from './perspective.ts'
import { mapChildren } from './tree.ts'
import type { PathStyle, SourceMap } from './types.ts'

/*
 * groq-js can't say where an answer's words come from. So a question that wants to know is evaluated twice: on the documents as they are, and
 * on copies in which each text carries its own place before it, a mark. Where the second answer has mark + text and the first has that very
 * text, the place is known. Filters, orders and all that computes see the texts without marks, so that both answers are of the same documents
 * and what is computed (`upper(title)`, `a + b`) has no place: it is no field that could be edited.
 */

/** A step of a path: a field, or an item of a list with its key. */
type Step = string | number | { index: number; key: string }
type Place = { id: string; type: string; path: readonly Step[] }

const START = '\u0000place:'
const END = '\u0000:'
/** On a document: its copy with marks. On everything in a copy: what it is a copy of. Not enumerable, so in no answer. */
const MARKED_FIELD = '\u0000marked'
const PLAIN_FIELD = '\u0000plain'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const stepOf = (item: unknown, index: number): Step =>
  isRecord(item) && typeof item._key === 'string' ? { index, key: item._key } : index

const hide = (object: object, name: string, value: unknown) => Object.defineProperty(object, name, { value })

function markIn(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return `${START}${JSON.stringify([place.id, place.type, place.path])}${END}${value}`
  const inside = (step: Step): Place => ({ ...place, path: [...place.path, step] })
  if (Array.isArray(value)) return value.map((item, index) => markIn(item, inside(stepOf(item, index))))
  if (!isRecord(value)) return value
  // Fields of the lake itself lead and are compared; they are no words.
  const copy = Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, name.startsWith('_') ? field : markIn(field, inside(name))]),
  )
  return hide(copy, PLAIN_FIELD, value)
}

// Kept by document as it is seen, so that asking again while an editor types copies only what has changed.
const copies = new WeakMap<SeenDocument, unknown>()

/** Gives a document its copy with marks, made when it is first looked at. */
export const makeTraceable = (document: SeenDocument): void => {
  if (Object.hasOwn(document, MARKED_FIELD)) return
  Object.defineProperty(document, MARKED_FIELD, {
    get: () => {
      const known =
        copies.get(document) ??
        markIn(document, { id: document._originalId ?? document._id, type: document._type, path: [] })
      copies.set(document, known)
      return known
    },
  })
}

/** The thing itself behind a copy with marks, or the text behind its mark. */
export const unmarked = (value: unknown): unknown => {
  if (typeof value === 'string') return value.startsWith(START) ? value.slice(value.indexOf(END) + END.length) : value
  return isRecord(value) && Object.hasOwn(value, PLAIN_FIELD) ? value[PLAIN_FIELD] : value
}

const field = (base: ExprNode, name: string): ExprNode => ({ type: 'AccessAttribute', base, name })

/** What `name` leads to where there is such a thing, the thing around itself elsewhere. For nodes that cost nothing: it is evaluated twice. */
const otherwise = (node: ExprNode, name: string): ExprNode => ({
  type: 'Select',
  alternatives: [
    {
      type: 'SelectAlternative',
      condition: { type: 'OpCall', op: '!=', left: field(node, name), right: { type: 'Value', value: null } },
      value: field(node, name),
    },
  ],
  fallback: node,
})

/** The same for a node that gives an object or nothing, evaluated once. */
const hop = (node: ExprNode, name: string): ExprNode => ({
  type: 'Projection',
  base: node,
  expr: otherwise({ type: 'This' }, name),
})

/** References that the engine put together itself (rewrite.ts) give lists, whose documents are looked at one by one. */
const followed = (node: DerefNode, name: string): ExprNode => {
  const plain = { ...node, base: computing(node.base) }
  return node.base.type === 'Object' ? plain : hop(plain, name)
}

/** For what computes: everything that comes from around it without marks. */
const computing = (node: ExprNode): ExprNode => {
  switch (node.type) {
    case 'This':
    case 'Parent':
      return otherwise(node, PLAIN_FIELD)
    case 'Deref':
      return followed(node, PLAIN_FIELD)
    case 'AccessAttribute':
      return field(computing(node.base ?? { type: 'This' }), node.name)
    default:
      return mapChildren(node, computing)
  }
}

/** The parameter of what is evaluated once and handed on into the answer. */
export const markedName = (name: string): string => `${name}\u0000marked`

/** A call of one of the lake's own functions: it computes, and hands on what is named `rows`. */
const withRows = (node: AccessAttributeNode): ExprNode => {
  if (node.base?.type !== 'Object') return computing(node)
  const attributes = node.base.attributes.map((attribute) => {
    const change = attribute.type === 'ObjectAttributeValue' && attribute.name === ROWS ? handedOn : computing
    return { ...attribute, value: change(attribute.value) }
  })
  return { ...node, base: { ...node.base, attributes } }
}

/** For what is handed on into the answer as it is. */
const handedOn = (node: ExprNode): ExprNode => {
  switch (node.type) {
    case 'This':
    case 'Parent':
      return otherwise(node, MARKED_FIELD)
    case 'Deref':
      return followed(node, MARKED_FIELD)
    case 'AccessAttribute': {
      const name = onceName(node)
      if (name !== null) return onceNode(markedName(name))
      if (calledBy(node) !== null) return withRows(node)
      return field(handedOn(node.base ?? { type: 'This' }), node.name)
    }
    case 'AccessElement':
    case 'Slice':
    case 'ArrayCoerce':
    case 'Group':
      return { ...node, base: handedOn(node.base) }
    case 'Filter':
      return { ...node, base: handedOn(node.base), expr: computing(node.expr) }
    case 'PipeFuncCall':
      return { ...node, base: handedOn(node.base), args: node.args.map(computing) }
    case 'Map':
    case 'FlatMap':
      return { ...node, base: handedOn(node.base), expr: handedOn(node.expr) }
    case 'Projection':
      return { ...node, base: hop(handedOn(node.base), MARKED_FIELD), expr: handedOn(node.expr) }
    case 'Object':
      return {
        ...node,
        attributes: node.attributes.map((attribute) =>
          attribute.type === 'ObjectConditionalSplat'
            ? { ...attribute, condition: computing(attribute.condition), value: handedOn(attribute.value) }
            : { ...attribute, value: handedOn(attribute.value) },
        ),
      }
    case 'Array':
      return { ...node, elements: node.elements.map((element) => ({ ...element, value: handedOn(element.value) })) }
    case 'Select':
      return {
        ...node,
        alternatives: node.alternatives.map((each) => ({
          ...each,
          condition: computing(each.condition),
          value: handedOn(each.value),
        })),
        ...(node.fallback ? { fallback: handedOn(node.fallback) } : {}),
      }
    case 'FuncCall':
      return node.namespace === 'global' && node.name === 'coalesce'
        ? { ...node, args: node.args.map(handedOn) }
        : computing(node)
    default:
      return computing(node)
  }
}

/**
 * @param tree a tree ready for evaluation.
 * @returns the same question of the copies with marks, for documents that are made traceable.
 */
export const traced = (tree: ExprNode): ExprNode => handedOn(tree)

const escapes: Readonly<Record<string, string>> = {
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  "'": "\\'",
  '\\': '\\\\',
}
const quoted = (text: string): string =>
  `'${text.replace(/[\f\n\r\t'\\]/g, (character) => escapes[character] ?? character)}'`

const jsonPath = (path: readonly Step[], style: PathStyle): string =>
  `$${path
    .map((step) => {
      if (typeof step === 'string') return `[${quoted(step)}]`
      if (typeof step === 'number') return `[${step}]`
      return style === 'key' ? `[?(@._key==${quoted(step.key)})]` : `[${step.index}]`
    })
    .join('')}`

/** The place that a marked text tells, when it is the very text of the answer. */
function placeOf(text: string, plain: string): Place | null {
  if (!text.startsWith(START) || !text.endsWith(`${END}${plain}`)) return null
  const [id, type, path]: [string, string, Step[]] = JSON.parse(
    text.slice(START.length, text.length - plain.length - END.length),
  )
  return { id, type, path }
}

/**
 * What does not line up has no place. Takes the answer, and the answer of the same question on the copies.
 * @returns where its texts come from.
 */
export const sourceMapOf = (result: unknown, withMarks: unknown, style: PathStyle): SourceMap => {
  const documents = new Map<string, number>()
  const paths = new Map<string, number>()
  const mappings: SourceMap['mappings'] = {}
  const types: string[] = []
  const numberOf = (known: Map<string, number>, key: string): number => {
    const number = known.get(key) ?? known.size
    known.set(key, number)
    return number
  }
  const compare = (plain: unknown, other: unknown, at: readonly Step[]): void => {
    if (typeof plain === 'string') {
      const place = typeof other === 'string' ? placeOf(other, plain) : null
      if (place === null) return
      const document = numberOf(documents, place.id)
      types[document] = place.type
      mappings[jsonPath(at, 'index')] = {
        type: 'value',
        source: { type: 'documentValue', document, path: numberOf(paths, jsonPath(place.path, style)) },
      }
    } else if (Array.isArray(plain)) {
      // Of lists of different lengths nobody knows which item is which.
      if (Array.isArray(other) && other.length === plain.length)
        plain.forEach((item, index) => compare(item, other[index], [...at, index]))
    } else if (isRecord(plain) && isRecord(other)) {
      // A whole document in the answer is the document itself; its copy hangs on it.
      const copy = Object.hasOwn(other, MARKED_FIELD) ? other[MARKED_FIELD] : other
      if (isRecord(copy)) for (const [name, value] of Object.entries(plain)) compare(value, copy[name], [...at, name])
    }
  }
  compare(result, withMarks, [])
  return {
    documents: [...documents.keys()].map((_id, index) => ({ _id, _type: types[index] ?? '' })),
    paths: [...paths.keys()],
    mappings,
  }
}
