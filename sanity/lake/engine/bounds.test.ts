import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestEngine } from './testing.ts'
import type { Engine } from './types.ts'

const MEGABYTE = 1024 * 1024
const failures: string[] = []
let engine: Engine
let end: () => Promise<void>

beforeAll(async () => {
  ;({ engine, end } = await openTestEngine({
    heap: 64,
    mostAnswerBytes: MEGABYTE,
    planTimeout: 1000,
    onError: (error) => failures.push(error.message),
  }))
  const documents = Array.from({ length: 60 }, (_, n) => ({ create: { _id: `d${n}`, _type: 'note', n } }))
  await engine.commit({ mutations: documents, identity: 'tester' })
})
afterAll(() => end())

const list = `[${Array.from({ length: 100 }, (_, n) => n).join(',')}]`
/** A filter that takes minutes for any document: a list is gone through for each item of it, four times over. What looks outward can't be evaluated once for all. */
const slowFilter = [1, 2, 3, 4].reduce<string>((inner) => `count(${list}[${inner}]) > 0`, '@ + ^ + ^.^ + ^.^.^ >= 0')
const slow = `*[${slowFilter}]`

const ask = (query: string, owner: string, more: { params?: Record<string, unknown>; signal?: AbortSignal } = {}) =>
  engine.query({ query, params: {}, perspective: 'raw', lane: 'studio', owner, ...more }).then(({ result }) => result)
const save = (owner: string, id: string, more: { writable?: string; signal?: AbortSignal } = {}) =>
  engine.commit({ mutations: [{ createOrReplace: { _id: id, _type: 'note' } }], identity: owner, owner, ...more })

test(
  'an answer beyond the bound is refused with what to do; one below it is given, however it is made',
  { timeout: 60_000 },
  async () => {
    const refused = {
      status: 413,
      detail: { type: 'answerTooLarge', description: expect.stringMatching(/1 MB.*slice/) },
    }
    await expect(ask('*{"all": *{"all": *}}', 'a')).rejects.toMatchObject(refused)
    await expect(ask('[$text, $text, $text]', 'a', { params: { text: 'x'.repeat(400_000) } })).rejects.toMatchObject(
      refused,
    )
    await expect(ask('$text', 'a', { params: { text: '字'.repeat(400_000) } })).rejects.toMatchObject(refused)
    expect(await ask('$text', 'a', { params: { text: 'x'.repeat(MEGABYTE - 1000) } })).toHaveLength(MEGABYTE - 1000)
  },
)

test(
  'a question that eats memory ends itself and not the process, nor another question',
  { timeout: 60_000 },
  async () => {
    failures.length = 0
    const text = 'é'.repeat(500_000)
    // One large allocation, which ends more than a thread; and many small ones.
    const joined = `upper(array::join([${Array.from({ length: 400 }, () => '$text').join(',')}], ""))`
    for (const hungry of [joined, '*{"a": *{"b": *{"c": upper($text + ^.^._id)}}}']) {
      const hog = ask(hungry, 'a', { params: { text } }).catch((error: unknown) => error)
      const other = ask('count(*)', 'b')
      expect(await hog).toMatchObject({
        status: 413,
        detail: { type: 'queryMemoryError', description: expect.stringContaining('Ask for less') },
      })
      expect(await other).toBe(60)
      expect(await ask('count(*)', 'a')).toBe(60)
    }
    const lost = 'A worker of the lake needed more memory than it may have.'
    expect(failures).toEqual([lost, lost])
  },
)

test(
  'the slow questions of one owner keep nobody else waiting; one of theirs runs at a time',
  { timeout: 60_000 },
  async () => {
    const leaving = new AbortController()
    let isOver = false
    const theirs = Promise.allSettled([1, 2, 3].map(() => ask(slow, 'a', { signal: leaving.signal }))).then((all) => {
      isOver = true
      return all
    })
    expect(await ask('count(*)', 'b')).toBe(60)
    expect(await ask('count(*)', 'c')).toBe(60)
    expect(isOver).toBe(false)
    leaving.abort(new Error('left'))
    // None of them runs to its limit: those that waited are dropped at once, the one that ran is stopped.
    expect((await theirs).map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
      'Error: left',
      'Error: left',
      'Error: left',
    ])
  },
)

test(
  'a transaction that takes too long is stopped and not written; saves of others come in between',
  { timeout: 60_000 },
  async () => {
    const before = engine.seq
    const settled: string[] = []
    const note = (name: string) => (work: Promise<unknown>) =>
      work.catch((error: unknown) => error).finally(() => settled.push(name))
    const first = note('a1')(save('a', 'slow-1', { writable: slowFilter }))
    const second = note('a2')(save('a', 'slow-2', { writable: slowFilter }))
    const other = note('b')(save('b', 'quick'))
    for (const refused of [first, second])
      expect(await refused).toMatchObject({ status: 504, detail: { type: 'transactionTimeoutError' } })
    expect(await other).toMatchObject({ identity: 'b' })
    expect(settled).toEqual(['a1', 'b', 'a2'])
    expect(engine.seq).toBe(before + 1)
    expect(await engine.documents(['slow-1', 'slow-2', 'quick'])).toMatchObject([null, null, { _id: 'quick' }])
  },
)

test(
  'a save that waits is dropped when its caller leaves; one that has begun is finished and heard',
  { timeout: 60_000 },
  async () => {
    const leaving = new AbortController()
    const heard: string[] = []
    const stop = engine.onCommit(({ changes }) => heard.push(...changes.map(({ documentId }) => documentId)))
    const ahead = save('a', 'slow', { writable: slowFilter }).catch((error: unknown) => error)
    const waiting = save('b', 'dropped', { signal: leaving.signal })
    leaving.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
    await ahead
    const lateLeaving = new AbortController()
    const begun = save('b', 'begun', { signal: lateLeaving.signal })
    const kept = await Promise.all([
      begun,
      Promise.resolve()
        .then(() => Promise.resolve())
        .then(() => lateLeaving.abort()),
    ]).then(
      ([commit]) => commit.seq,
      () => null,
    )
    stop()
    // Whether the turn had come when the caller left or not: what was told and what is stored are the same.
    expect(heard).toEqual(kept === null ? [] : ['begun'])
    expect(await engine.documents(['dropped', 'begun'])).toEqual([
      null,
      kept === null ? null : expect.objectContaining({ _id: 'begun' }),
    ])
  },
)

test(
  'the slow query of a mutation keeps no save waiting, and its transaction meets the state that it asked',
  { timeout: 60_000 },
  async () => {
    const leaving = new AbortController()
    const deletion = engine.commit({
      mutations: [{ delete: { query: slow } }],
      identity: 'a',
      owner: 'a',
      signal: leaving.signal,
    })
    const caught = deletion.catch((error: unknown) => error)
    await save('b', 'meanwhile')
    leaving.abort(new Error('left'))
    expect(await caught).toMatchObject({ message: 'left' })
    // Twenty deletions by query beside twenty saves: nothing is deleted twice, and nothing that was there at the turn is left.
    const saves = Array.from({ length: 20 }, (_, n) => save('b', `short-lived-${n}`))
    const deletions = Array.from({ length: 20 }, () =>
      engine.commit({ mutations: [{ delete: { query: '*[_id match "short-lived-*"]' } }], identity: 'a', owner: 'a' }),
    )
    await Promise.all([...saves, ...deletions])
    await engine.commit({
      mutations: [{ delete: { query: '*[_id match "short-lived-*"]' } }],
      identity: 'a',
      owner: 'a',
    })
    expect(await ask('count(*[_id match "short-lived-*"])', 'b')).toBe(0)
  },
)

test(
  'anyone who has too much waiting is told to come back, and the next owner is served',
  { timeout: 60_000 },
  async () => {
    const leaving = new AbortController()
    const asked = Array.from({ length: 250 }, () =>
      ask(slow, 'a', { signal: leaving.signal }).catch((error: unknown) => error),
    )
    const other = ask('count(*)', 'b')
    expect(await asked[249]).toMatchObject({
      status: 429,
      detail: { type: 'tooManyRequests', retryAfter: expect.any(Number) },
    })
    expect(await other).toBeGreaterThan(0)
    leaving.abort(new Error('left'))
    const reasons = (await Promise.all(asked)).map((error) => (error instanceof Error ? error.message : 'answered'))
    expect(reasons.filter((reason) => reason === 'left')).toHaveLength(201)
    expect(reasons.filter((reason) => reason !== 'left')).toHaveLength(49)
  },
)

test(
  'an engine is closed within seconds, whatever is underway, and the folder is whole',
  { timeout: 60_000 },
  async () => {
    const own = await openTestEngine({ queryTimeout: 600_000, planTimeout: 600_000 })
    await own.engine.commit({ mutations: [{ create: { _id: 'a', _type: 'note' } }], identity: 'tester' })
    const underway = [
      ...['a', 'b', 'c'].map((owner) =>
        own.engine.query({ query: slow, params: {}, perspective: 'raw', lane: 'studio', owner }),
      ),
      ...['x', 'y'].map((owner) =>
        own.engine.commit({
          mutations: [{ create: { _id: owner, _type: 'note' } }],
          identity: owner,
          owner,
          writable: slowFilter,
        }),
      ),
    ]
    const settled = Promise.allSettled(underway)
    await own.end()
    expect((await settled).map((each) => each.status === 'rejected' && String(each.reason))).toEqual(
      Array.from({ length: 5 }, () => 'LakeError: The lake is closed.'),
    )
  },
)
