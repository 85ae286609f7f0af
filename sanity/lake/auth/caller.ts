/** Somebody the lake knows: a person with a session, or a program with a token. */
export type Caller = {
  /** What commits are signed with. */
  id: string
  name: string
  /** One of the lake's roles, or `site`: the site's own token. */
  role: string
  /** `published` is what readers see, and nothing else. */
  reads: 'all' | 'published'
  /** The GROQ filter of the documents that may be written; `null` is none. */
  writes: string | null
  by: 'cookie' | 'token'
  /** Fires when the session, token or account ends, so that what it holds open is closed. */
  ended: AbortSignal
}

/** Whether a caller may use something that asks for this much. Which documents may be written is asked again at the commit. */
export function mayUse(caller: Caller, access: 'site' | 'read' | 'write'): boolean {
  if (access === 'site') return true
  if (access === 'read') return caller.reads === 'all'
  return caller.writes !== null
}
