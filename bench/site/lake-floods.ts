import { performance } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { latency, latencyOf } from './figures.ts'
import { tokenFor, type Lakeside } from './serve-lakeside.ts'

export const workedResult = z.object({
  /** A save by an editor, once a second. */
  saved: latency,
  /** A question of the Studio's kind, by the same editor. */
  asked: latency,
  /** Of both, how many failed. */
  failed: z.number(),
})

type Attack = { origin: string; viewer: string; editor: SanityClient; signal: AbortSignal }
type LakeFlood = {
  name: string
  sent: string
  connections: number
  send: (attack: Attack, number: number) => Promise<Response>
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
/** Nothing in it can be evaluated once for all: it is gone through document by document, for minutes. */
const slow = '*[count(*[count(*[count(*[count(*[_rev != ^.^.^.^._rev]) > 0]) > 0]) > 0]) > 0]'

const post = ({ origin, viewer, signal }: Attack, path: string, body: string) =>
  fetch(`${origin}/lake/v2025-02-19${path}`, {
    method: 'POST',
    body,
    signal,
    headers: { authorization: `Bearer ${viewer}`, 'content-type': 'application/json' },
  })

/** Requests that each took everybody's work away once. Viewers may ask and may write secrets of previews, and nothing else; strangers may look. */
export const lakeFloods: readonly LakeFlood[] = [
  {
    name: 'values nested 5,000 deep',
    sent: 'a viewer’s questions with such a parameter, and such documents to be written, in turn',
    connections: 8,
    send: (attack, number) =>
      number % 2 === 0
        ? post(attack, '/data/query/production', `{"query":"1","params":{"p":${nested(5000)}}}`)
        : post(
            attack,
            '/data/mutate/production',
            `{"mutations":[{"create":{"_type":"sanity.previewUrlSecret","x":${nested(5000)}}}]}`,
          ),
  },
  {
    name: 'long answers',
    sent: 'a viewer’s questions whose answer would have 300 MB',
    connections: 4,
    send: (attack) =>
      post(
        attack,
        '/data/query/production',
        JSON.stringify({
          query: `array::join([${Array.from({ length: 600 }, () => '$s').join(',')}], "")`,
          params: { s: 'x'.repeat(500_000) },
        }),
      ),
  },
  {
    name: 'slow questions, left after a second',
    sent: 'a viewer’s questions that take minutes, each called off after a second',
    connections: 5,
    send: (attack) =>
      post(
        { ...attack, signal: AbortSignal.any([attack.signal, AbortSignal.timeout(1000)]) },
        '/data/query/production',
        JSON.stringify({ query: slow }),
      ),
  },
  {
    name: 'dear patches',
    sent: 'a viewer’s patches with a path of 20,000 parts, or of 3,000 uncertain places in a text',
    connections: 4,
    send: (attack, number) => {
      const patch =
        number % 2 === 0
          ? { set: { [Array.from({ length: 20_000 }, () => 'a').join('.')]: 1 } }
          : {
              diffMatchPatch: {
                text: Array.from(
                  { length: 3000 },
                  (_, n) => `@@ -${n * 7 + 1},6 +${n * 7 + 1},7 @@\n abc\n+x\n def\n`,
                ).join(''),
              },
            }
      const id = `bench-${number}`
      const mutations = [
        { createIfNotExists: { _id: id, _type: 'sanity.previewUrlSecret', text: 'abcdeg '.repeat(3000) } },
        { patch: { id, ...patch } },
      ]
      return post(attack, '/data/mutate/production', JSON.stringify({ mutations }))
    },
  },
  {
    name: 'event streams with an old place',
    sent: 'a stranger’s live streams that resume behind the first commit, each held for a second',
    connections: 100,
    send: ({ origin, signal }) =>
      fetch(`${origin}/lake/v2025-02-19/data/live/events/production`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(1000)]),
        headers: { 'last-event-id': '1.all.x' },
      }),
  },
  {
    name: 'blurred pictures',
    sent: 'a stranger’s wishes for a picture with the greatest blur, each of another height',
    connections: 20,
    send: async ({ origin, editor, signal }, number) => {
      const [url = ''] = await editor.fetch<string[]>('*[_type == "sanity.imageAsset"][0...1].url')
      return fetch(`${origin}${new URL(url).pathname}?blur=2000&w=2000&h=${number + 1}&fit=scale`, { signal })
    },
  },
]

/**
 * Sends a flood's requests without a pause for so many seconds.
 * @returns how many were answered, and how, in a sentence's end.
 */
export async function floodLake(
  { origin, dataFolder }: Lakeside,
  editor: SanityClient,
  flood: LakeFlood,
  seconds: number,
): Promise<string> {
  const viewer = await tokenFor(dataFolder, 'viewer')
  const signal = AbortSignal.timeout(seconds * 1000)
  const statuses = new Map<string, number>()
  let number = 0
  const sendOn = async () => {
    while (!signal.aborted) {
      const answer = await flood.send({ origin, viewer, editor, signal }, (number += 1)).then(
        async (response) => {
          await response.arrayBuffer().catch(() => undefined)
          return String(response.status)
        },
        () => 'left',
      )
      statuses.set(answer, (statuses.get(answer) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: flood.connections }, sendOn))
  return `${flood.sent}, ${flood.connections} at a time for ${seconds} s: ${[...statuses].map(([status, times]) => `${status} ${times} times`).join(', ')}`
}

/** Saves a draft and asks a question of the Studio's kind once a second, until `until` resolves. */
export async function workOn(editor: SanityClient, until: Promise<unknown>): Promise<z.infer<typeof workedResult>> {
  const saved: number[] = []
  const asked: number[] = []
  let failed = 0
  const over = new AbortController()
  void until.finally(() => over.abort())
  const time = async (times: number[], act: () => Promise<unknown>) => {
    const begun = performance.now()
    await act().catch(() => (failed += 1))
    times.push(performance.now() - begun)
  }
  for (let number = 1; !over.signal.aborted; number += 1) {
    await time(saved, () =>
      editor.createOrReplace({ _id: 'drafts.bench-words', _type: 'article', title: `第 ${number} 次存檔` }),
    )
    await time(asked, () => editor.fetch('*[_type == "article" && title match $words]{_id, title}', { words: '開源*' }))
    await wait(1000)
  }
  return { saved: latencyOf(saved), asked: latencyOf(asked), failed }
}
