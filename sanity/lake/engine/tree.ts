import type { ExprNode } from 'groq-js'

// One place for the looseness of walking a tree of thirty node kinds without naming each: the rest of the engine is typed.
type AnyNode = { type: string; [field: string]: unknown }

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

const children = (value: unknown, change: (node: ExprNode) => ExprNode): unknown => {
  if (Array.isArray(value)) return value.map((item) => children(item, change))
  if (!isNode(value)) return value
  return change(value as unknown as ExprNode)
}

/** A copy of a node in which `change` was applied to each node directly under it. Literal values are left alone. */
export const mapChildren = (node: ExprNode, change: (node: ExprNode) => ExprNode): ExprNode => {
  if (node.type === 'Value') return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, children(value, change)]))
  return copy as unknown as ExprNode
}

/** Calls `look` for a node and every node below it. */
export const visitTree = (node: ExprNode, look: (node: ExprNode) => void): void => {
  look(node)
  mapChildren(node, (child) => {
    visitTree(child, look)
    return child
  })
}

/** Takes away parentheses. */
export const ungroup = (node: ExprNode): ExprNode => (node.type === 'Group' ? ungroup(node.base) : node)

/** The operands of a chain of `&&`, parentheses taken away. */
export const conjunctsOf = (node: ExprNode): readonly ExprNode[] => {
  const bare = ungroup(node)
  return bare.type === 'And' ? [...conjunctsOf(bare.left), ...conjunctsOf(bare.right)] : [bare]
}

/** The literal behind a node: a value, or a list of literals. */
export const literalOf = (node: ExprNode): { value: unknown } | null => {
  const bare = ungroup(node)
  if (bare.type === 'Value') return { value: bare.value }
  if (bare.type !== 'Array') return null
  const items: unknown[] = []
  for (const element of bare.elements) {
    const item = element.isSplat ? null : literalOf(element.value)
    if (item === null) return null
    items.push(item.value)
  }
  return { value: items }
}
