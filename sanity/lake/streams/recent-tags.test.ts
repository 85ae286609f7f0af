import { expect, test } from 'vitest'
import { opaqueTags } from '../engine/opaque-tags.ts'
import { stored } from '../engine/testing.ts'
import type { Change, Commit } from '../engine/types.ts'
import { live } from './live.ts'
import { createRecentTags } from './recent-tags.ts'

/** An engine of which a live stream may use nothing but this. */
function fakeEngine() {
  const place = { seq: 0, transactionId: '' }
  let hear: (commit: Commit) => void = () => undefined
  const commit = (...ids: string[]) => {
    place.seq += 1
    place.transactionId = `t${place.seq}`
    const changes = ids.map((documentId): Change => ({
      documentId,
      operation: 'create',
      before: null,
      after: stored({ _id: documentId, _type: 'note' }),
      mutations: [],
      effects: { apply: [], revert: [] },
    }))
    hear({ ...place, timestamp: '2026-01-01T00:00:00Z', identity: 'x', changes })
  }
  const onCommit = (hook: (commit: Commit) => void) => {
    hear = hook
    return () => undefined
  }
  return { place, commit, onCommit }
}

/** What a stream says at once, as names of events with what follows them. */
function open(
  recent: ReturnType<typeof createRecentTags>,
  place: { seq: number; transactionId: string },
  request: { lastEventId?: string; includeDrafts?: boolean },
) {
  const over = new AbortController()
  const said: string[] = []
  const sink = { over: over.signal, end: () => over.abort(), write: (text: string) => void said.push(text) }
  const done = live(recent, place, { includeDrafts: false, ...request }, sink)
  const events = () =>
    said.map((text) =>
      [
        /^id: (.*)$/m.exec(text)?.[1],
        /^event: (.*)$/m.exec(text)?.[1],
        JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '').tags,
      ].filter((part) => part !== undefined),
    )
  return { events, done, stop: () => over.abort() }
}

const key = 'a key of this test'
const docs = (...ids: string[]) => opaqueTags(['any', ...ids.map((id) => `doc:${id}`), 'type:note'], key)

test('who comes back is told at once what they missed, in opaque tags; drafts are told to those who ask', async () => {
  const engine = fakeEngine()
  const recent = createRecentTags(engine, key)
  engine.commit('a')
  engine.commit('drafts.b')
  engine.commit('c')
  engine.commit('drafts.d')
  const known = open(recent, engine.place, { lastEventId: '1.all.t1' })
  expect(known.events()).toEqual([
    ['1.all.t1', 'welcome'],
    ['3.all.t3', 'message', docs('c')],
  ])
  expect(open(recent, engine.place, { lastEventId: '0.all.' }).events()).toEqual([
    ['0.all.', 'welcome'],
    ['3.all.t3', 'message', expect.toSatisfy((tags: string[]) => tags.toSorted().join() === docs('a', 'c').join())],
  ])
  expect(open(recent, engine.place, { lastEventId: '3.all.t3' }).events()).toEqual([['3.all.t3', 'welcome']])
  const editor = open(recent, engine.place, { lastEventId: '3.all.t3', includeDrafts: true })
  expect(editor.events()).toEqual([
    ['3.all.t3', 'welcome'],
    ['4.all.t4', 'message', docs('d')],
  ])
  engine.commit('e')
  expect(known.events().at(-1)).toEqual(['5.all.t5', 'message', docs('e')])
  known.stop()
  await known.done
  engine.commit('f')
  expect(known.events().at(-1)).toEqual(['5.all.t5', 'message', docs('e')])
})

test.each(['9.all.t9', '1.all.of-another-lake', 'nonsense'])(
  'a place that is none (%s) is answered by restart',
  (lastEventId) => {
    const engine = fakeEngine()
    const recent = createRecentTags(engine, key)
    engine.commit('a')
    expect(open(recent, engine.place, { lastEventId }).events()).toEqual([
      ['1.all.t1', 'welcome'],
      ['1.all.t1', 'restart'],
    ])
  },
)

test('only so many commits are remembered, and fewer when they are large', () => {
  const engine = fakeEngine()
  const recent = createRecentTags(engine, key)
  for (let index = 0; index < 1_500; index += 1) engine.commit('a')
  expect(recent.since({ seq: 400, transactionId: 't400' })).toBeNull()
  expect(recent.since({ seq: 600, transactionId: 't600' })).toHaveLength(900)
  const ids = Array.from({ length: 10_000 }, (_, index) => `d${index}`)
  for (let index = 0; index < 5; index += 1) engine.commit(...ids)
  expect(recent.since({ seq: 1_500, transactionId: 't1500' })).toBeNull()
  expect(recent.since({ seq: 1_503, transactionId: 't1503' })).toHaveLength(2)
})
