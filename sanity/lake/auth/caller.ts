/** `site` is the site's own token: it reads what is published, and nothing else. */
export type Role = 'administrator' | 'viewer' | 'site'

/** Somebody the lake knows: a person with a session, or a program with a token. */
export type Caller = {
  /** What commits are signed with. */
  id: string
  name: string
  role: Role
  by: 'cookie' | 'token'
  /** Fires when the session or token ends, so that what it holds open is closed. */
  ended: AbortSignal
}

/** The one person there is for now. */
export const editor = { id: 'editor', name: '編輯', email: 'editor@lakeside.invalid' } as const

/** Whether a caller may use something that asks for this much. */
export function mayUse(caller: Caller, access: 'site' | 'read' | 'write'): boolean {
  if (access === 'site') return true
  if (access === 'read') return caller.role !== 'site'
  return caller.role === 'administrator'
}
