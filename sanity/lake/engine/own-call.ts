import type { ExprNode } from 'groq-js'

/** Evaluated arguments by name; a `dateTime` is groq-js' DateTime, a path its Path, everything else plain JSON. */
export type Arguments = Readonly<Record<string, unknown>>

/** The name of an argument whose items are in the result as they are: a source map follows them. */
export const ROWS = 'rows'

const RESULT = '\u0000result'

/** The functions of the lake's own, by the method that stands for them in a tree. */
const methods = new WeakMap<object, (args: Arguments) => unknown>()

const methodOf = (compute: (args: Arguments) => unknown) => {
  const method = function (this: Record<string, unknown>) {
    this[RESULT] = compute(this)
    return true
  }
  methods.set(method, compute)
  return method
}

/**
 * A call of a function of our own, as a tree of groq-js, which takes no functions from outside. The one way in: to read an attribute groq-js
 * asks the object's `hasOwnProperty`. So the arguments become an object whose `hasOwnProperty` is our function; it computes the attribute that
 * is about to be read.
 * @param compute gets the evaluated arguments; it must not change them
 * @param args trees of the arguments by name
 */
export const ownCall = (compute: (args: Arguments) => unknown, args: Readonly<Record<string, ExprNode>>): ExprNode => {
  const attributes = Object.entries(args).map(([name, value]) => ({
    type: 'ObjectAttributeValue' as const,
    name,
    value,
  }))
  const method = {
    type: 'ObjectAttributeValue' as const,
    name: 'hasOwnProperty',
    value: { type: 'Value' as const, value: methodOf(compute) },
  }
  return { type: 'AccessAttribute', name: RESULT, base: { type: 'Object', attributes: [method, ...attributes] } }
}

/** The function of a call made by `ownCall`, null for any other node. */
export const calledBy = (node: ExprNode): ((args: Arguments) => unknown) | null => {
  if (node.type !== 'AccessAttribute' || node.name !== RESULT || node.base?.type !== 'Object') return null
  const [method] = node.base.attributes
  if (method?.type !== 'ObjectAttributeValue' || method.value.type !== 'Value') return null
  return methods.get(method.value.value as object) ?? null
}
