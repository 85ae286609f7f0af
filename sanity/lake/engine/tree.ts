import type { ExprNode } from 'groq-js'

// One place for the looseness of walking a tree of thirty node kinds without naming each: the rest of the engine is typed.
type AnyNode = { type: string; [field: string]: unknown }

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The same list where nothing in it changed. */
const changedList = (list: readonly unknown[], change: (node: ExprNode) => ExprNode): readonly unknown[] => {
  let copy: unknown[] | undefined
  for (const [index, item] of list.entries()) {
    const changed = changedIn(item, change)
    if (changed !== item) (copy ??= [...list])[index] = changed
  }
  return copy ?? list
}

const changedIn = (value: unknown, change: (node: ExprNode) => ExprNode): unknown => {
  if (Array.isArray(value)) return changedList(value, change)
  return isNode(value) ? change(value as unknown as ExprNode) : value
}

/** The node with `change` applied to each node directly under it, or itself where that changed nothing. Literal values are left alone. */
export const mapChildren = (node: ExprNode, change: (node: ExprNode) => ExprNode): ExprNode => {
  if (node.type === 'Value') return node
  const fields = node as unknown as AnyNode
  let copy: AnyNode | undefined
  for (const key of Object.keys(fields)) {
    const changed = changedIn(fields[key], change)
    if (changed !== fields[key]) (copy ??= { ...fields })[key] = changed
  }
  return (copy ?? fields) as unknown as ExprNode
}

const lookIn = (value: unknown, look: (node: ExprNode) => void): void => {
  if (Array.isArray(value)) for (const item of value) lookIn(item, look)
  else if (isNode(value)) look(value as unknown as ExprNode)
}

/** Calls `look` for each node directly under one. Literal values are left alone. */
export const forEachChild = (node: ExprNode, look: (child: ExprNode) => void): void => {
  if (node.type === 'Value') return
  const fields = node as unknown as AnyNode
  for (const key in fields) if (typeof fields[key] === 'object') lookIn(fields[key], look)
}

/** Calls `look` for a node and every node below it. */
export const visitTree = (node: ExprNode, look: (node: ExprNode) => void): void => {
  look(node)
  forEachChild(node, (child) => visitTree(child, look))
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

/** Whether groq-js evaluates a tree only asynchronously. */
export const needsAsync = (tree: ExprNode): boolean => {
  let found = false
  visitTree(tree, (node) => {
    found ||= node.type === 'FuncCall' && (node.namespace === 'diff' || node.namespace === 'delta')
  })
  return found
}

/** Whether a tree is deeper than a number of nodes. It needs no stack itself. */
export const isDeeperThan = (tree: ExprNode, limit: number): boolean => {
  let level: ExprNode[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    const below: ExprNode[] = []
    for (const node of level) forEachChild(node, (child) => below.push(child))
    level = below
  }
  return false
}
