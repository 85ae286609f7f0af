import { type ExprNode, parsePath, type PathNode, type SubscriptElementNode } from '@sanity/json-match'
import { type Meter, PATCH_LIMITS, PatchError } from './limits.ts'

const shown = (text: string): string => JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text)

const parsed = (text: string): ExprNode | undefined => {
  if (text.trim() === '') throw new PatchError('a path is empty (position 0)')
  try {
    return parsePath(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new PatchError(`the path ${shown(text)} can not be read: ${reason.replace(/token EOF|EOF/, 'end')}`)
  }
}

const chainOf = (path: PathNode): readonly PathNode[] => {
  const chain: PathNode[] = []
  for (let node: PathNode | undefined = path; node !== undefined; node = node.base) chain.push(node)
  return chain
}

const checkExpression = (expression: ExprNode, text: string): void => {
  if (expression.type === 'Path') checkPath(expression, text)
}

const checkWhole = (number: number | undefined, text: string): void => {
  if (number !== undefined && !Number.isSafeInteger(number))
    throw new PatchError(`the path ${shown(text)} has ${number} as a place in a list; only whole numbers are places`)
}

const checkMember = (member: SubscriptElementNode, text: string): void => {
  switch (member.type) {
    case 'Boolean':
    case 'Null':
      throw new PatchError(
        `the path ${shown(text)} has ${member.type === 'Null' ? 'null' : member.value} alone in brackets, which selects nothing`,
      )
    case 'Number':
      return checkWhole(member.value, text)
    case 'Slice':
      checkWhole(member.start, text)
      return checkWhole(member.end, text)
    case 'Comparison':
      checkExpression(member.left, text)
      return checkExpression(member.right, text)
    case 'Existence':
      return checkPath(member.base, text)
    case 'String':
      return checkName(member.value, text)
    case 'Path':
      return checkPath(member, text)
  }
}

const checkName = (name: string, text: string): void => {
  // Reading or assigning it would reach the prototype of objects.
  if (name === '__proto__') throw new PatchError(`the path ${shown(text)} names "__proto__", which is not allowed`)
}

const checkPath = (path: PathNode, text: string): void => {
  const chain = chainOf(path)
  if (chain.length > PATCH_LIMITS.segments)
    throw new PatchError(`the path ${shown(text)} has ${chain.length} segments, ${PATCH_LIMITS.segments} are allowed`)
  for (const { segment } of chain) {
    if (segment.type === 'Identifier') checkName(segment.name, text)
    if (segment.type !== 'Subscript') continue
    const { elements } = segment
    if (elements.length > PATCH_LIMITS.members) {
      throw new PatchError(
        `the path ${shown(text)} has ${elements.length} members in one pair of brackets, ${PATCH_LIMITS.members} are allowed`,
      )
    }
    for (const member of elements) checkMember(member, text)
  }
}

/**
 * Reads a JSONMatch path with Sanity's own parser, and checks that this lake can follow it.
 *
 * @throws PatchError that names the path, and the position where it can't be read.
 */
export const readPath = (text: string, meter: Meter): PathNode => {
  if (text.length > PATCH_LIMITS.pathCharacters) {
    throw new PatchError(
      `the path ${shown(text)} has ${text.length} characters, ${PATCH_LIMITS.pathCharacters} are allowed`,
    )
  }
  meter.spend(5000 + 400 * text.length)
  const path = parsed(text)
  if (path?.type !== 'Path') throw new PatchError(`the path ${shown(text)} is a literal value and names no place`)
  checkPath(path, text)
  return path
}
