import { everyDocument, isFilter } from '../engine/rights.ts'

/** What a role is called, and which documents its holders may write. Every role reads everything, drafts too. */
type Role = {
  title: string
  description: string
  /** A GROQ filter such as `_type in ["article"]`, judged on a document as it was and as it would be; `null` writes nothing. */
  writes: string | null
}

/** All roles by name. */
export type Roles = Readonly<Record<string, Role>>

/** One entry of the access list that the Studio evaluates in the browser. */
export type Grant = { filter: string; permissions: readonly string[] }

const builtIn = {
  administrator: { title: '管理員', description: '寫所有的內容。', writes: everyDocument },
  // Sanity's preview tool writes a secret with which the site lets in anyone who looks: without it a viewer could read drafts, but not on their page.
  viewer: { title: '檢視者', description: '看所有的內容，不能改。', writes: '_type == "sanity.previewUrlSecret"' },
} as const satisfies Roles

const reading = ['read', 'history'] as const
const writing = ['create', 'update', 'delete', 'manage', 'editHistory'] as const

/**
 * The roles of a lake: those given, and always administrator and viewer. Throws an Error for a name that can't be one and for a filter
 * that is no GROQ, so that a wrong table stops the start and not the first editor.
 */
export function allRoles(given: Roles): Roles {
  for (const [name, { writes }] of Object.entries(given)) {
    if (!/^[a-z][a-z-]{0,30}$/.test(name) || name === 'site' || Object.hasOwn(builtIn, name)) {
      throw new Error(`A role can't be named "${name}".`)
    }
    if (writes !== null && !isFilter(writes)) throw new Error(`The filter of the role "${name}" is no GROQ: ${writes}`)
  }
  return { administrator: builtIn.administrator, ...given, viewer: builtIn.viewer }
}

/** What may be done where, as the Studio and @sanity/client ask for it. */
export function grantsOf(writes: string | null): readonly Grant[] {
  if (writes === null) return [{ filter: everyDocument, permissions: reading }]
  if (writes === everyDocument) return [{ filter: everyDocument, permissions: [...reading, ...writing] }]
  return [
    { filter: everyDocument, permissions: reading },
    { filter: writes, permissions: [...reading, ...writing] },
  ]
}
