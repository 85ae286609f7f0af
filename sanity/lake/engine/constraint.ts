import type { ExprNode } from 'groq-js'
import { publishedId } from './ids.ts'
import type { SeenDocument, View } from './perspective.ts'
import { conjunctsOf, literalOf, ungroup } from './tree.ts'

/** What a filter says about the documents it can possibly take: one of these. */
export type Atom =
  | { kind: 'id'; id: string }
  | { kind: 'slug'; type: string; slug: string }
  | { kind: 'type'; type: string }

/** A document that the filter takes fits at least one atom. Null: nothing is known, it may take any. */
export type Constraint = readonly Atom[] | null

/** The path of a plain field of the filtered document: `_type`, `slug.current`, also as `@._type`. */
export const pathOf = (node: ExprNode): string | null => {
  const bare = ungroup(node)
  if (bare.type !== 'AccessAttribute') return null
  if (bare.base === undefined || ungroup(bare.base).type === 'This') return bare.name
  const base = pathOf(bare.base)
  return base === null ? null : `${base}.${bare.name}`
}

type Equality = { path: string; values: readonly string[] }

const asTexts = (value: unknown): readonly string[] | null => {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  const texts = list.filter((item) => typeof item === 'string')
  return texts.length === list.length ? texts : null
}

/** `path == "x"`, `"x" == path` and `path in ["x", "y"]`. */
const equalityOf = (node: ExprNode): Equality | null => {
  if (node.type !== 'OpCall' || (node.op !== '==' && node.op !== 'in')) return null
  const sides =
    node.op === '=='
      ? [[node.left, node.right] as const, [node.right, node.left] as const]
      : [[node.left, node.right] as const]
  for (const [field, constant] of sides) {
    const path = pathOf(field)
    const literal = literalOf(constant)
    if (path === null || literal === null || Array.isArray(literal.value) !== (node.op === 'in')) continue
    const values = asTexts(literal.value)
    if (values !== null) return { path, values }
  }
  return null
}

const union = (left: Constraint, right: Constraint): Constraint =>
  left === null || right === null ? null : [...left, ...right]

/**
 * @param filters the filters that one set of documents passes, all of them.
 * @returns what can be said about who passes.
 */
export const constraintOf = (filters: readonly ExprNode[]): Constraint => {
  const parts = filters.flatMap(conjunctsOf)
  const equalities = parts.map(equalityOf).filter((equality) => equality !== null)
  const valuesAt = (path: string) => equalities.find((equality) => equality.path === path)?.values ?? null
  const ids = valuesAt('_id')
  if (ids !== null) return ids.map((id) => ({ kind: 'id', id }))
  const types = valuesAt('_type')
  const slugs = valuesAt('slug.current')
  if (types !== null && slugs !== null)
    return types.flatMap((type) => slugs.map((slug) => ({ kind: 'slug' as const, type, slug })))
  const eithers = parts.map((part) =>
    part.type === 'Or' ? union(constraintOf([part.left]), constraintOf([part.right])) : null,
  )
  const either = eithers.find((constraint) => constraint !== null && constraint.every((atom) => atom.kind !== 'type'))
  if (either !== undefined) return either
  if (types !== null) return types.map((type) => ({ kind: 'type', type }))
  return eithers.find((constraint) => constraint !== null) ?? null
}

/** The sync tag of an atom. */
export const tagOfAtom = (atom: Atom): string => {
  if (atom.kind === 'id') return `doc:${publishedId(atom.id)}`
  return atom.kind === 'slug' ? `key:${atom.type}.slug=${atom.slug}` : `type:${atom.type}`
}

const documentsOf = (atom: Atom, view: View): readonly SeenDocument[] => {
  if (atom.kind === 'type') return view.ofType(atom.type)
  if (atom.kind === 'slug') return view.ofSlug(atom.type, atom.slug)
  const document = view.byId(atom.id)
  return document === undefined ? [] : [document]
}

/** All documents that fit an atom, once each, in order of ids: never fewer than the filter takes. */
export const candidatesOf = (atoms: readonly Atom[], view: View): readonly SeenDocument[] => {
  const only = atoms[0]
  if (atoms.length === 1 && only !== undefined) return documentsOf(only, view)
  const found = new Set(atoms.flatMap((atom) => documentsOf(atom, view)))
  return [...found].toSorted((a, b) => (a._id < b._id ? -1 : 1))
}
