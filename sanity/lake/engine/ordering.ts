import type { ExprNode, PipeFuncCallNode } from 'groq-js'
import { ownCall, ROWS } from './own-call.ts'
import { compile, type Compiled } from './compile.ts'
import { unmarked } from './source-map.ts'
import { textKey } from './text-order.ts'
import { visitTree } from './tree.ts'
import { compareOrderKeys, orderKeyOf, type OrderKey } from './values.ts'

const expressionOf = (arg: ExprNode): ExprNode => (arg.type === 'Asc' || arg.type === 'Desc' ? arg.base : arg)

/** Sorts things by their keys: `columns` has a list of keys, one for each thing, and -1 where it goes down. Equal ones stay in the order they had. */
const sorted = <Thing>(
  things: readonly Thing[],
  columns: readonly { keys: readonly OrderKey[]; sign: number }[],
): Thing[] => {
  const places = things.map((thing, place) => ({ thing, place }))
  return places
    .toSorted((a, b) => {
      for (const { keys, sign } of columns) {
        const [left, right] = [keys[a.place], keys[b.place]]
        const order = left && right ? compareOrderKeys(left, right) : 0
        if (order !== 0) return sign * order
      }
      return 0
    })
    .map(({ thing }) => thing)
}

const NOW: ExprNode = { type: 'FuncCall', namespace: 'global', name: 'now', args: [] }

/** Keys that are plain JavaScript. */
const byCompiled = (base: ExprNode, signs: readonly number[], compiled: readonly Compiled[]): ExprNode =>
  ownCall(
    (args) => {
      const [rows, now] = [args[ROWS], String(args.now)]
      if (!Array.isArray(rows)) return null
      const things: readonly unknown[] = rows
      return sorted(
        things,
        compiled.map((each, index) => ({
          sign: signs[index] ?? 1,
          keys: things.map((row) => orderKeyOf(unmarked(each(unmarked(row), now)))),
        })),
      )
    },
    { [ROWS]: base, now: NOW },
  )

const plainElement = (value: ExprNode) => ({ type: 'ArrayElement' as const, value, isSplat: false })

/** Keys that groq-js computes: each row comes as a list of itself and its keys. */
const byKeys = (base: ExprNode, signs: readonly number[], keys: readonly ExprNode[]): ExprNode => {
  const withKeys: ExprNode = {
    type: 'Map',
    base,
    expr: { type: 'Array', elements: [{ type: 'This' as const }, ...keys].map(plainElement) },
  }
  return ownCall(
    ({ [ROWS]: rows }) => {
      if (!Array.isArray(rows)) return null
      const lists = rows as readonly (readonly unknown[])[]
      return sorted(
        lists,
        signs.map((sign, index) => ({ sign, keys: lists.map((list) => orderKeyOf(unmarked(list[index + 1]))) })),
      ).map(([row]) => row)
    },
    { [ROWS]: withKeys },
  )
}

/** A key of groq-js' own `order()`: texts as texts whose UTF-16 units are in the order of code points. */
const sortable = (arg: ExprNode): ExprNode => {
  const key = ownCall(({ value }) => (typeof value === 'string' ? textKey(value) : value), { value: expressionOf(arg) })
  return arg.type === 'Asc' || arg.type === 'Desc' ? { ...arg, base: key } : key
}

const looksAround = (node: ExprNode): boolean => {
  let found = false
  visitTree(node, ({ type }) => {
    found ||= type === 'Parent'
  })
  return found
}

/**
 * `order(…)`, which groq-js does by UTF-16 units, by code points.
 * @param original as it was parsed: its keys are looked at
 * @param changed the same with everything below it rewritten
 */
export const ordering = (original: PipeFuncCallNode, changed: PipeFuncCallNode): ExprNode => {
  const signs = original.args.map(({ type }) => (type === 'Desc' ? -1 : 1))
  const compiled = original.args.map((arg) => compile(expressionOf(arg)))
  const known = compiled.filter((each) => each !== null)
  if (known.length === compiled.length) return byCompiled(changed.base, signs, known)
  // `^` within a key counts the row as a scope, which it is for order() only.
  if (original.args.some(looksAround)) return { ...changed, args: changed.args.map(sortable) }
  return byKeys(changed.base, signs, changed.args.map(expressionOf))
}
