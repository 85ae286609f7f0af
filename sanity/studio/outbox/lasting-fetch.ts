import { z } from 'zod'
import { streamAddress } from '#sanity/lake/mux/frames.ts'
import type { Outbox, OutboxEntry } from './outbox.ts'
import { typedWords } from './texts.ts'

export type LastingFetchOptions = {
  /** The browser's own way to the lake. */
  fetch: typeof fetch
  outbox: Outbox
  /** Who is signed in, or null while that is not known. */
  person: () => string | null
  now: () => number
  newId: () => string
  /** Resolves when the next attempt may be made: after a pause that grows with `failures`, or as soon as the browser is online again. */
  pause: (failures: number) => Promise<void>
  /** Told whether the lake is out of reach, when that changes. */
  onReach?: (isReached: boolean) => void
}

const writes = /\/data\/(?:mutate|actions)\/[^/?]+/
const written = z.looseObject({ transactionId: z.string().optional(), dryRun: z.boolean().optional() })
const failure = z.object({
  error: z.object({
    type: z.string().optional(),
    items: z.array(z.object({ error: z.object({ type: z.string().optional() }) })).optional(),
  }),
})

/** Answers that say "not now", whatever was asked: a busy lake, a full disk, a proxy before a process that is being started. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504, 507])

/**
 * A `fetch` under which nothing that was typed is lost. A write is kept in the outbox until the lake has acknowledged it, and is sent again
 * while the lake is out of reach: its transaction id makes sure that it is done once. A question waits in the same way. Without this the Studio
 * takes one failed request for its end, shows its crash page, and the words are gone.
 */
export function createLastingFetch(options: LastingFetchOptions): typeof fetch {
  const { outbox, person, now, newId } = options
  const attempt = persistently(options)

  return async (input, init) => {
    const request = { address: addressOf(input), method: (init?.method ?? 'GET').toUpperCase(), body: init?.body }
    // An event stream is opened again by the client itself. One that was opened beside the shared socket would take a connection of its own.
    if (streamAddress.test(request.address)) return options.fetch(input, init)
    if (request.method === 'GET') return attempt(input, init, () => false)
    if (request.method !== 'POST' || !writes.test(request.address) || typeof request.body !== 'string')
      return options.fetch(input, init)
    const asked = written.safeParse(JSON.parse(request.body))
    const isDryRun = asked.data?.dryRun === true || /[?&]dryRun=true/.test(request.address)
    if (!asked.success || isDryRun) return options.fetch(input, init)
    const id = asked.data.transactionId ?? newId()
    const url = new URL(request.address, 'http://origin.invalid')
    const entry: OutboxEntry = {
      id,
      target: url.pathname + url.search,
      body: JSON.stringify({ ...asked.data, transactionId: id }),
      person: person(),
      at: now(),
      state: 'waiting',
    }
    return send(input, { ...init, body: entry.body }, entry)
  }

  async function send(input: RequestInfo | URL, init: RequestInit, entry: OutboxEntry): Promise<Response> {
    outbox.put(entry)
    // The signal of who asked is left out: a form that is closed must not call its last words off.
    const { signal: _, ...lasting } = init
    const response = await attempt(input, lasting, (status) => passing.has(status))
    return settle(entry, response, outbox)
  }
}

/**
 * Sends what an earlier page left behind, oldest first, for the person who wrote it.
 * @param lake the lake's origin, for example `https://example.org`.
 */
export async function sendLeftBehind(options: LastingFetchOptions & { lake: string; me: string }): Promise<void> {
  const { outbox, lake, me } = options
  const attempt = persistently(options)
  for (const entry of outbox.entries) {
    if (entry.state !== 'waiting' || (entry.person !== null && entry.person !== me)) continue
    const init = {
      method: 'POST',
      body: entry.body,
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
    } as const
    await settle(entry, await attempt(new URL(entry.target, lake), init, (status) => passing.has(status)), outbox)
  }
}

/** Acknowledged: it leaves the outbox. Refused for good: it stays, for the person to see. Signed out: it waits for the person to come back. */
async function settle(entry: OutboxEntry, response: Response, outbox: Outbox): Promise<Response> {
  if (response.ok) {
    outbox.remove(entry.id)
    return response
  }
  if (response.status === 401) return response
  if (await wasDoneBefore(response)) {
    outbox.remove(entry.id)
    return Response.json({ transactionId: entry.id, results: [] })
  }
  // A deletion that was refused, for instance, has no words in it: the Studio says itself that it failed.
  if (typedWords(entry.body) === '') outbox.remove(entry.id)
  else outbox.put({ ...entry, state: 'refused' })
  return response
}

/** An attempt whose answer was lost on the way was done all the same: the lake knows the transaction. */
async function wasDoneBefore(response: Response): Promise<boolean> {
  if (response.status !== 409) return false
  const parsed = failure.safeParse(
    await response
      .clone()
      .json()
      .catch(() => null),
  )
  const { type, items = [] } = parsed.data?.error ?? {}
  return [type, ...items.map(({ error }) => error.type)].includes('transactionAlreadyExistsError')
}

/** Tries until the lake answers, and its answer is not one of `isPassing`. Rejects only when the caller's own signal fires. */
function persistently({ fetch, pause, onReach }: LastingFetchOptions) {
  let unreached = 0
  const tell = (change: 1 | -1) => {
    unreached += change
    if (unreached === (change === 1 ? 1 : 0)) onReach?.(change === -1)
  }
  return async (
    input: RequestInfo | URL,
    init: RequestInit | undefined,
    isPassing: (status: number) => boolean,
  ): Promise<Response> => {
    for (let failures = 0; ; failures += 1) {
      const response = await fetch(input, init).catch((error: unknown) => {
        if (init?.signal?.aborted) throw error
        return undefined
      })
      const isAnswered = response !== undefined && !isPassing(response.status)
      if (failures > 0 && isAnswered) tell(-1)
      if (isAnswered) return response
      if (failures === 0) tell(1)
      await pause(failures)
      if (init?.signal?.aborted) {
        tell(-1)
        throw init.signal.reason
      }
    }
  }
}

function addressOf(input: RequestInfo | URL): string {
  if (typeof input === 'string') return input
  return input instanceof URL ? input.href : input.url
}
