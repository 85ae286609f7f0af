import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tagsOfCommit } from './engine.ts'
import { openTestEngine } from './testing.ts'
import type { Commit, Engine, Perspective } from './types.ts'

const identity = 'tester'
const D = 'sanity.action.document'
describe('an engine', () => {
  let engine: Engine
  let end: () => Promise<void>
  const heard: Commit[] = []
  const errors: [string, string][] = []
  beforeAll(async () => {
    const opened = await openTestEngine({ onError: (error, where) => errors.push([where, error.message]) })
    engine = opened.engine
    end = opened.end
    engine.onCommit((commit) => heard.push(commit))
  }, 60_000)
  afterAll(() => end())

  const mutate = (...mutations: unknown[]) => engine.commit({ mutations, identity })
  const act = (...actions: unknown[]) => engine.commit({ actions, identity })
  const ask = async (query: string, params: Record<string, unknown> = {}, perspective: Perspective = 'published') =>
    (await engine.query({ query, params, perspective, lane: 'site' })).result

  test('answers a commit when it is durable, numbered and heard', async () => {
    expect(engine.seq).toBe(0)
    const commit = await engine.commit({
      mutations: [
        { create: { _id: 'c', _type: 'category', title: '研究' } },
        { create: { _id: 'a', _type: 'article', title: '開源年會', slug: { current: 's' }, category: { _ref: 'c' } } },
      ],
      transactionId: 'first',
      identity,
    })
    expect(commit).toMatchObject({ seq: 1, transactionId: 'first', identity })
    expect(engine.seq).toBe(1)
    expect(heard).toEqual([commit])
    expect(await engine.documents(['a', 'gone', 'c'])).toEqual([
      commit.changes[1]?.after,
      null,
      commit.changes[0]?.after,
    ])
  })

  test('reads its own writes', async () => {
    for (let round = 0; round < 20; round++) {
      const { seq } = await mutate({ patch: { id: 'a', set: { round } } })
      const lane = round % 2 === 0 ? 'site' : 'studio'
      const answer = await engine.query({ query: '*[_id == "a"][0].round', params: {}, perspective: 'published', lane })
      expect([answer.result, answer.seq]).toEqual([round, seq])
    }
  })

  test('answers null, never undefined', async () => {
    expect(await ask('*[_id == "gone"][0]')).toBeNull()
    expect(await ask('*[_id == "gone"][0].title.x')).toBeNull()
  })

  test('overlays drafts, also behind references', async () => {
    await act({ actionType: `${D}.edit`, draftId: 'drafts.c', publishedId: 'c', patch: { set: { title: '草稿' } } })
    const query = '*[_id == "a"][0]{_id, _originalId, "category": category->{_id, _originalId, title}}'
    expect(await ask(query)).toEqual({
      _id: 'a',
      _originalId: null,
      category: { _id: 'c', _originalId: null, title: '研究' },
    })
    const category = { _id: 'c', _originalId: 'drafts.c', title: '草稿' }
    expect(await ask(query, {}, 'drafts')).toEqual({ _id: 'a', _originalId: 'a', category })
    expect(await ask('*[sanity::versionOf("c")]._id', {}, 'raw')).toEqual(['c', 'drafts.c'])
    await act({ actionType: `${D}.discard`, draftId: 'drafts.c' })
  })

  test('identity(), now() once, diff:: functions', async () => {
    const query = '[identity(), now() == now()]'
    const answer = await engine.query({ query, params: {}, perspective: 'raw', lane: 'studio', identity: 'me' })
    expect(answer.result).toEqual(['me', true])
    expect(await ask('diff::changedAny({"a": 1}, {"a": 2}, a)')).toBe(true)
    expect(await ask('[{"t": dateTime("2026-01-01T00:00:00Z") + 60}]')).toEqual([{ t: '2026-01-01T00:01:00Z' }])
    const both = '{"t": dateTime("2026-01-01T00:00:00Z"), "d": diff::changedAny({}, {}, a)}'
    expect(await ask(both)).toEqual({ t: '2026-01-01T00:00:00Z', d: false })
  })

  test.each([
    ['*[_type == ', { start: 10 }],
    ['*[_type == $missing]', { start: 11, end: 19, description: 'param $missing referenced, but not provided' }],
    ['nonsense::f()', {}],
  ])('refuses %s', async (query, detail) => {
    await expect(ask(query)).rejects.toMatchObject({
      status: 400,
      detail: { type: 'queryParseError', query, ...detail },
    })
  })

  test('a failed step undoes the whole transaction, and leaves no hole in the numbers', async () => {
    const before = engine.seq
    const twice = mutate({ create: { _id: 'half', _type: 't' } }, { create: { _id: 'a', _type: 't' } })
    await expect(twice).rejects.toMatchObject({ status: 409 })
    expect(await engine.documents(['half'])).toEqual([null])
    expect((await mutate({ create: { _id: 'whole', _type: 't' } })).seq).toBe(before + 1)
  })

  test('a transaction id is used once', async () => {
    await expect(engine.commit({ mutations: [], transactionId: 'first', identity })).rejects.toMatchObject({
      status: 409,
    })
  })

  test('strong references hold', async () => {
    await expect(mutate({ delete: { id: 'c' } })).rejects.toMatchObject({
      status: 409,
      detail: {
        items: [{ index: 0, error: { type: 'documentHasExistingReferencesError', id: 'c', referencingIDs: ['a'] } }],
      },
    })
    const dangling = { create: { _id: 'r', _type: 't', list: [{ deep: { _ref: 'nowhere' } }] } }
    await expect(mutate({ create: { _id: 'q', _type: 't' } }, dangling)).rejects.toMatchObject({
      detail: {
        items: [{ index: 1, error: { type: 'documentReferenceDoesNotExistError', id: 'r', referenceID: 'nowhere' } }],
      },
    })
    const elsewhere = { _ref: 'x', _projectId: 'p', _dataset: 'd' }
    await mutate({ create: { _id: 'weak', _type: 't', ref: { _ref: 'nowhere', _weak: true }, elsewhere } })
    await mutate({ create: { _id: '_.schemas.r', _type: 'system.schema', ref: { _ref: 'nowhere' } } })
    // Both ends at once, in either order.
    await mutate(
      { create: { _id: 'one', _type: 't', to: { _ref: 'two' } } },
      { create: { _id: 'two', _type: 't', to: { _ref: 'one' } } },
    )
    await mutate({ delete: { id: 'one' } }, { delete: { id: 'two' } })
  })

  test('publishing a draft that others know, and deleting both', async () => {
    await act({
      actionType: `${D}.create`,
      publishedId: 'p',
      attributes: { _id: 'drafts.p', _type: 'article', category: { _ref: 'c' } },
    })
    const published = await act({ actionType: `${D}.publish`, draftId: 'drafts.p', publishedId: 'p' })
    expect(published.changes.map((change) => change.operation)).toEqual(['create', 'delete'])
    await act({ actionType: `${D}.edit`, draftId: 'drafts.p', publishedId: 'p', patch: { set: { title: 'x' } } })
    const deleted = await act({ actionType: `${D}.delete`, publishedId: 'p', includeDrafts: ['drafts.p'] })
    expect(deleted.changes.map((change) => change.operation)).toEqual(['delete', 'delete'])
    expect(tagsOfCommit(deleted)).toEqual(['any', 'doc:p', 'key:article.category=c', 'type:article'])
  })

  test('mutations by query', async () => {
    await mutate(...[1, 2, 3].map((n) => ({ create: { _id: `secret-${n}`, _type: 'secret', n } })))
    const patched = await mutate({
      patch: { query: '*[_type == "secret" && n > $n]', params: { n: 1 }, inc: { n: 10 } },
    })
    expect(patched.changes.map((change) => [change.documentId, change.after?.n])).toEqual([
      ['secret-2', 12],
      ['secret-3', 13],
    ])
    await mutate({ delete: { query: '*[_type == "secret" && n > 5]' } })
    expect(await ask('*[_type == "secret"]._id')).toEqual(['secret-1'])
    await expect(mutate({ delete: { query: 'count(*)' } })).rejects.toMatchObject({ status: 400 })
  })

  test('a dry run writes nothing, not even for actions that are not known', async () => {
    const before = engine.seq
    const dry = await engine.commit({ mutations: [{ delete: { id: 'a' } }], identity, dryRun: true })
    expect(dry.changes[0]?.operation).toBe('delete')
    const release = { actionType: 'sanity.action.release.create', releaseId: 'dry' }
    expect((await engine.commit({ actions: [release], identity, dryRun: true })).changes[0]?.operation).toBe('create')
    const variant = { actionType: 'sanity.action.document.variant.create', publishedId: 'a' }
    expect((await engine.commit({ actions: [variant], identity, dryRun: true })).changes).toEqual([])
    await expect(act(variant)).rejects.toMatchObject({ status: 501 })
    expect(engine.seq).toBe(before)
    expect((await engine.documents(['a']))[0]).not.toBeNull()
  })

  test('a hook that throws is told of, and stops neither the commit nor the other hooks', async () => {
    const stop = engine.onCommit(() => {
      throw new Error('broken hook')
    })
    const after: number[] = []
    const stopSecond = engine.onCommit(({ seq }) => after.push(seq))
    const { seq } = await mutate({ create: { _id: 'hooked', _type: 't' } })
    stop()
    stopSecond()
    await mutate({ delete: { id: 'hooked' } })
    expect(errors).toEqual([['hook', 'broken hook']])
    expect(after).toEqual([seq])
  })

  test('what invalidates hears of a commit before what tells, whichever came first', async () => {
    const order: string[] = []
    const stops = [
      engine.onCommit(() => order.push('tell')),
      engine.onCommit(() => order.push('invalidate'), 'invalidate'),
      engine.onCommit(() => order.push('tell')),
    ]
    await mutate({ create: { _id: 'phased', _type: 't' } })
    stops.forEach((stop) => stop())
    await mutate({ delete: { id: 'phased' } })
    expect(order).toEqual(['invalidate', 'tell', 'tell'])
  })

  test('commits given at once are heard in order, without holes', async () => {
    heard.length = 0
    const from = engine.seq
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => mutate({ createOrReplace: { _id: `many-${n % 7}`, _type: 't', n } })),
    )
    expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, n) => from + n + 1))
  })

  test('all documents, in order of ids', async () => {
    await mutate(...Array.from({ length: 450 }, (_, n) => ({ create: { _id: `bulk-${n}`, _type: 'bulk' } })))
    const ids: string[] = []
    for await (const { _id } of engine.allDocuments()) ids.push(_id)
    expect(ids).toEqual(await ask('*._id', {}, 'raw'))
    expect(ids.length).toBeGreaterThan(450)
  })

  test('records', async () => {
    await engine.records.put('session', 'k', { user: 'u' })
    await engine.records.put('session', 'k', { user: 'v' })
    await engine.records.put('session', 'gone', 1)
    await engine.records.delete('session', 'gone')
    expect(await engine.records.list('session')).toEqual(new Map([['k', { user: 'v' }]]))
    expect(await engine.records.list('token')).toEqual(new Map())
  })

  describe('history', () => {
    const revisions: { id: string; title: string | null; time: string }[] = []
    beforeAll(async () => {
      for (let n = 0; n < 80; n++) {
        const title = n % 40 === 39 ? null : `title ${n}`
        const create = { _id: 'h', _type: 't', title, body: '湖畔'.repeat(200) }
        const keep = n % 40 === 0 ? { create } : { patch: { id: 'h', set: { title } } }
        const commit = await mutate(title === null ? { delete: { id: 'h' } } : keep, {
          createOrReplace: { _id: 'other', _type: 't', n },
        })
        revisions.push({ id: commit.transactionId, title, time: commit.timestamp })
      }
    }, 60_000)

    test('every revision can be had again', async () => {
      for (const { id, title } of revisions) {
        const document = await engine.documentAt('h', { revision: id })
        expect(document?.title ?? null).toBe(title)
        if (title !== null) expect(document?._rev).toBe(id)
      }
      expect((await engine.documentAt('h', { last: true }))?.title).toBe('title 78')
      expect(await engine.documentAt('h', { revision: 'unknown' })).toBeNull()
      expect(await engine.documentAt('h', { time: '2000-01-01T00:00:00Z' })).toBeNull()
      const last = revisions.at(-1)
      expect(await engine.documentAt('h', { time: last?.time ?? '' })).toBeNull()
    })

    test('transactions of a document, both ways, between two', async () => {
      const from = revisions[5]?.id
      const to = revisions[8]?.id
      const range = await engine.transactions({ documentIds: ['h'], from, to })
      expect(range.map(({ transactionId }) => transactionId)).toEqual(revisions.slice(5, 9).map(({ id }) => id))
      expect(range[0]?.changes.map(({ documentId }) => documentId)).toEqual(['h', 'other'])
      expect(range[0]).toMatchObject({
        identity,
        changes: [{ operation: 'update', mutations: [{ patch: { id: 'h' } }] }, {}],
      })
      const newest = await engine.transactions({ documentIds: ['h', 'gone'], reverse: true, limit: 2 })
      expect(newest.map(({ transactionId }) => transactionId)).toEqual([revisions[79]?.id, revisions[78]?.id])
    })

    test('commits after a number are the commits that were heard', async () => {
      const from = heard[0]?.seq ?? 0
      expect(await engine.commitsAfter(from - 1, 1000)).toEqual(heard)
      expect(await engine.commitsAfter(from, 2)).toEqual(heard.slice(1, 3))
    })
  })

  describe('listeners', () => {
    const match = async (
      query: string,
      params: Record<string, unknown>,
      before: string | null,
      after: string | null,
    ) => {
      const make = (title: string | null) =>
        title === null ? null : { _id: 'drafts.x', _type: 'article', _rev: 'r', _createdAt: '', _updatedAt: '', title }
      const answer = await engine.match({ query, params, before: make(before), after: make(after) })
      return [answer.before, answer.after]
    }

    test.each<[string, Record<string, unknown>, boolean, boolean]>([
      ['*', {}, true, true],
      ['*[_id in $ids]', { ids: ['x', 'drafts.x'] }, true, true],
      ['*[_id in $ids]', { ids: ['x'] }, false, false],
      ['*[sanity::versionOf($publishedId)]', { publishedId: 'x' }, true, true],
      ['*[!(_id in path("_.**"))]', {}, true, true],
      ['*[_type == $t && title == "new"] | order(title) [0...10] {title}', { t: 'article' }, false, true],
      ['*[title == "new"][0].title', {}, false, true],
      ['*[_type in $types && ([@] match text::query("old"))]{_id} | order(_id)', { types: ['article'] }, true, false],
      ['*[_type == "article"]{"n": count(*[_type == "none"])}[n > 0]', {}, true, true],
      ['releases::all()', {}, false, false],
    ])('%s', async (query, params, before, after) => {
      expect(await match(query, params, 'old', 'new')).toEqual([before, after])
      expect(await match(query, params, null, 'new')).toEqual([false, after])
      expect(await match(query, params, 'old', null)).toEqual([before, false])
    })

    test('a query that is none is refused', async () => {
      await expect(match('*[', {}, 'a', 'b')).rejects.toMatchObject({ status: 400 })
    })
  })
})
