import type { ExprNode, PipeFuncCallNode } from 'groq-js'
import { ownCall, ROWS } from './own-call.ts'
import { screenOf, type Screen } from './screen.ts'
import { unmarked } from './source-map.ts'
import { textKey } from './text-order.ts'
import { compareForOrder } from './values.ts'

type Key = { screen: Screen; sign: 1 | -1 }

const expressionOf = (arg: ExprNode): ExprNode => (arg.type === 'Asc' || arg.type === 'Desc' ? arg.base : arg)

const keyOf = (arg: ExprNode): Key | null => {
  const screen = screenOf(expressionOf(arg))
  return screen && { screen, sign: arg.type === 'Desc' ? -1 : 1 }
}

/** The rows in order. Each key is computed once per row; equal rows stay in the order they had. */
const sorted = (rows: unknown, keys: readonly Key[], now: string): unknown => {
  if (!Array.isArray(rows)) return null
  const keyed = rows.map((row: unknown) => ({ row, values: keys.map(({ screen }) => unmarked(screen(unmarked(row), now))) }))
  return keyed
    .toSorted((a, b) => {
      for (const [index, { sign }] of keys.entries()) {
        const order = compareForOrder(a.values[index], b.values[index])
        if (order !== 0) return sign * order
      }
      return 0
    })
    .map(({ row }) => row)
}

const NOW: ExprNode = { type: 'FuncCall', namespace: 'global', name: 'now', args: [] }

/** A key of groq-js' own `order()` so that it orders rightly: texts as texts whose UTF-16 units are in the order of code points. */
const sortable = (arg: ExprNode): ExprNode => {
  const key = ownCall(({ value }) => (typeof value === 'string' ? textKey(value) : value), { value: expressionOf(arg) })
  return arg.type === 'Asc' || arg.type === 'Desc' ? { ...arg, base: key } : key
}

/**
 * `order(…)`, which groq-js does by UTF-16 units, by code points.
 * @param original as it was parsed: its keys are looked at
 * @param changed the same with everything below it rewritten
 */
export const ordering = (original: PipeFuncCallNode, changed: PipeFuncCallNode): ExprNode => {
  const keys = original.args.map(keyOf)
  const known = keys.filter((key) => key !== null)
  if (known.length < keys.length) return { ...changed, args: changed.args.map(sortable) }
  return ownCall((args) => sorted(args[ROWS], known, String(args.now)), { [ROWS]: changed.base, now: NOW })
}
