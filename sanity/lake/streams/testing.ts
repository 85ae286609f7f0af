import type { TestLake } from '../testing.ts'

type Event = { id: string; event: string; data: Record<string, unknown> }

export type OpenOptions = { lastEventId?: string; fetch?: typeof fetch }

/** Reads an event stream one event at a time, so that tests wait for what happens and for nothing else. */
export async function openEvents(lake: Pick<TestLake, 'base' | 'token'>, path: string, options: OpenOptions = {}) {
  const stop = new AbortController()
  const answer = await (options.fetch ?? fetch)(`${lake.base}/v2025-02-19${path}`, {
    headers: {
      authorization: `Bearer ${lake.token}`,
      ...(options.lastEventId ? { 'last-event-id': options.lastEventId } : {}),
    },
    signal: stop.signal,
  })
  const reader = answer.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  async function next(): Promise<Event> {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n')
        text = text.slice(end + 2)
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? ''
        if (field('data') !== '') return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) }
        continue
      }
      const read = await reader?.read()
      if (!read?.value) throw new Error('The stream ended.')
      text += decoder.decode(read.value, { stream: true })
    }
  }
  return { status: answer.status, next, stop: () => stop.abort() }
}

/** The path at which the documents of a GROQ filter are listened to, as the Studio asks. */
export const listenTo = (query: string, more = '') =>
  `/data/listen/production?query=${encodeURIComponent(query)}&enableResume=true&includeAllVersions=true&effectFormat=mendoza${more}`
