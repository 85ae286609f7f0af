import { z } from 'zod'

/**
 * A write that the lake has not acknowledged. `waiting` is sent again until it is; `refused` was answered with a no that sending again can't
 * change, and is kept for the person to copy from.
 */
const entry = z.object({
  /** The transaction's id: sent twice, it is done once. */
  id: z.string(),
  /** Path and query of the request on the lake's origin. */
  target: z.string(),
  /** The request's JSON, with the transaction's id in it. */
  body: z.string(),
  /** Who wrote it, or null when that is not known yet. A colleague on the same computer must not send it. */
  person: z.string().nullable(),
  /** When it was first sent, in epoch milliseconds. */
  at: z.number(),
  state: z.enum(['waiting', 'refused']),
})

export type OutboxEntry = z.infer<typeof entry>

export type Outbox = {
  readonly entries: readonly OutboxEntry[]
  put(entry: OutboxEntry): void
  remove(id: string): void
  /** Calls `changed` after each change. @returns the way to stop. */
  subscribe(changed: () => void): () => void
}

/** Every entry has a key of its own, so that two tabs do not overwrite each other's. */
const prefix = 'lakeside:outbox:'

/**
 * Opens the writes that this browser keeps until they are acknowledged.
 * @param storage what outlives the page, `localStorage`; where it is full or switched off the entries live as long as the page.
 */
export function openOutbox(storage: Storage | undefined): Outbox {
  const listeners = new Set<() => void>()
  let entries: readonly OutboxEntry[] = read(storage)
  const change = (next: readonly OutboxEntry[]) => {
    entries = next
    for (const changed of listeners) changed()
  }
  return {
    get entries() {
      return entries
    },
    put(added) {
      attempt(() => storage?.setItem(prefix + added.id, JSON.stringify(added)))
      change([...entries.filter(({ id }) => id !== added.id), added].toSorted((a, b) => a.at - b.at))
    },
    remove(gone) {
      attempt(() => storage?.removeItem(prefix + gone))
      change(entries.filter(({ id }) => id !== gone))
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
  }
}

function read(storage: Storage | undefined): readonly OutboxEntry[] {
  const found: OutboxEntry[] = []
  attempt(() => {
    for (let index = 0; index < (storage?.length ?? 0); index += 1) {
      const key = storage?.key(index)
      if (!key?.startsWith(prefix)) continue
      attempt(() => void found.push(entry.parse(JSON.parse(storage?.getItem(key) ?? 'null'))))
    }
  })
  return found.toSorted((a, b) => a.at - b.at)
}

/** Storage may be full, switched off, or hold what another program wrote. None of that may stop a person from writing. */
function attempt(act: () => void): void {
  try {
    act()
  } catch (error) {
    console.error(error)
  }
}
