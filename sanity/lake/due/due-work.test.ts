import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openEngine } from '../engine/engine.ts'
import { makeFolder } from '../engine/testing.ts'
import type { Commit, CommitRequest, Engine, StoredDocument } from '../engine/types.ts'
import type { LogEntry } from '../log-entry.ts'
import { FINAL, PASSING } from './due-failures.ts'
import { openDueWork, type DueWorks } from './due-work.ts'

let folder: Awaited<ReturnType<typeof makeFolder>>
let engine: Engine
let due: DueWorks
let clock: Date
let log: LogEntry[]

const now = () => clock
const open = async () => {
  engine = await openEngine({ folder: folder.folder, now })
  due = await openDueWork({ engine, now, log: (entry) => log.push(entry) })
}
const close = async () => {
  await due.close()
  await engine.close()
}
const write = (...mutations: unknown[]) => engine.commit({ mutations, identity: 'marketer-1' })
const at = (time: string) => (clock = new Date(time))
const ids = async () => (await Array.fromAsync(engine.allDocuments())).map(({ _id }) => _id)
const read = async (id: string): Promise<StoredDocument | undefined> => (await engine.documents([id]))[0] ?? undefined

const set = (kind: 'publish' | 'takeDown', documentId: string, time: string, more: object = {}) => ({
  createOrReplace: {
    _id: `due-${kind}-${documentId}`,
    _type: 'dueWork',
    kind,
    documentId,
    documentType: 'banner',
    at: time,
    ...more,
  },
})
const banner = (id: string, more: object = {}) => ({ create: { _id: id, _type: 'banner', ...more } })
const ref = (_ref: string, more: object = {}) => ({ _type: 'reference', _ref, ...more })

beforeEach(async () => {
  folder = await makeFolder()
  log = []
  at('2026-11-24T00:00:00Z')
  await open()
})
afterEach(async () => {
  await close()
  await folder.remove()
})

describe('on its instant, not before', () => {
  test('a draft is published: in one commit that hooks hear, signed by who set it', async () => {
    const heard: Commit[] = []
    await write(
      banner('drafts.banner-a', { tag: '新' }),
      banner('banner-a', { tag: '舊' }),
      set('publish', 'banner-a', '2026-11-24T12:00:00Z'),
    )
    engine.onCommit((commit) => heard.push(commit))
    at('2026-11-24T11:59:59.999Z')
    await due.tick()
    expect(heard).toEqual([])
    at('2026-11-24T12:00:00Z')
    await due.tick()
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatchObject({ identity: 'marketer-1', timestamp: '2026-11-24T12:00:00.000Z' })
    expect(await ids()).toEqual(['banner-a'])
    expect(await read('banner-a')).toMatchObject({ tag: '新' })
  })

  test('a document is taken down, its words stay in a draft; a draft that is there already is left as it is', async () => {
    await write(
      banner('banner-a', { tag: 'A' }),
      banner('banner-b', { tag: 'B' }),
      banner('drafts.banner-b', { tag: 'B2' }),
    )
    await write(
      set('takeDown', 'banner-a', '2026-11-24T12:00:00+08:00'),
      set('takeDown', 'banner-b', '2026-11-24T04:00:00Z'),
    )
    at('2026-11-24T04:00:00Z')
    await due.tick()
    expect(await ids()).toEqual(['drafts.banner-a', 'drafts.banner-b'])
    expect([await read('drafts.banner-a'), await read('drafts.banner-b')]).toMatchObject([{ tag: 'A' }, { tag: 'B2' }])
  })

  test('a clock that goes back does nothing twice; one that jumps does all, the earliest first', async () => {
    await write(
      banner('drafts.banner-a'),
      set('publish', 'banner-a', '2026-12-01T00:00:00Z'),
      set('takeDown', 'banner-a', '2026-12-02T00:00:00Z'),
    )
    at('2027-01-01T00:00:00Z')
    const before = engine.seq
    await due.tick()
    expect(engine.seq).toBe(before + 2)
    expect(await ids()).toEqual(['drafts.banner-a'])
    at('2026-11-01T00:00:00Z')
    await due.tick()
    at('2026-12-01T00:00:00Z')
    await due.tick()
    expect(engine.seq).toBe(before + 2)
  })
})

describe('a restart', () => {
  test('keeps what is to come and does what fell due meanwhile', async () => {
    await write(
      banner('drafts.banner-a'),
      banner('drafts.banner-b'),
      set('publish', 'banner-a', '2026-11-25T00:00:00Z'),
      set('publish', 'banner-b', '2026-11-27T00:00:00Z'),
    )
    await close()
    at('2026-11-26T00:00:00Z')
    await open()
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'drafts.banner-b', 'due-publish-banner-b'])
  })

  test('takes away what was overtaken meanwhile, and keeps an end that waits for its beginning', async () => {
    await write(
      banner('drafts.banner-a'),
      set('publish', 'banner-a', '2026-11-25T00:00:00Z'),
      set('takeDown', 'banner-a', '2026-11-26T00:00:00Z'),
      set('publish', 'banner-gone', '2026-11-25T00:00:00Z'),
      set('takeDown', 'banner-gone', '2026-11-25T00:00:00Z'),
    )
    await write({ delete: { id: 'due-publish-banner-gone' } })
    await close()
    await open()
    await due.tick()
    expect(await ids()).toEqual(['drafts.banner-a', 'due-publish-banner-a', 'due-takeDown-banner-a'])
  })
})

describe('by hand', () => {
  test('work that is moved or cancelled follows', async () => {
    await write(
      banner('drafts.banner-a'),
      banner('drafts.banner-b'),
      set('publish', 'banner-a', '2026-11-25T00:00:00Z'),
      set('publish', 'banner-b', '2026-11-25T00:00:00Z'),
    )
    await write(set('publish', 'banner-a', '2026-11-30T00:00:00Z'), { delete: { id: 'due-publish-banner-b' } })
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(await ids()).toEqual(['drafts.banner-a', 'drafts.banner-b', 'due-publish-banner-a'])
  })

  test('publishing, discarding and unpublishing cancel it, and a new draft is not published in its place', async () => {
    await write(
      banner('drafts.banner-a'),
      banner('drafts.banner-b'),
      banner('banner-c'),
      set('publish', 'banner-a', '2026-11-25T00:00:00Z'),
      set('publish', 'banner-b', '2026-11-25T00:00:00Z'),
      set('takeDown', 'banner-c', '2026-11-25T00:00:00Z'),
    )
    await engine.commit({
      identity: 'x',
      actions: [{ actionType: 'sanity.action.document.publish', draftId: 'drafts.banner-a', publishedId: 'banner-a' }],
    })
    await write({ delete: { id: 'drafts.banner-b' } }, { delete: { id: 'banner-c' } })
    await write(banner('drafts.banner-a', { tag: '才剛開始寫' }), banner('banner-c'))
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'banner-c', 'drafts.banner-a'])
  })

  test('what is set again after that stands', async () => {
    await write(banner('drafts.banner-a'), set('publish', 'banner-a', '2026-11-25T00:00:00Z'))
    await write({ delete: { id: 'drafts.banner-a' } })
    await write(banner('drafts.banner-a'), set('publish', 'banner-a', '2026-11-26T00:00:00Z'))
    await due.tick()
    expect(await ids()).toEqual(['drafts.banner-a', 'due-publish-banner-a'])
  })
})

describe('taking down what others refer to', () => {
  test('makes their references weak until they are published again, in the same commit, drafts too', async () => {
    await write(
      banner('banner-a'),
      { create: { _id: 'slot-a', _type: 'slot', fallback: ref('banner-a') } },
      { create: { _id: 'drafts.slot-a', _type: 'slot', fallback: ref('banner-a') } },
      {
        create: {
          _id: 'list-a',
          _type: 'list',
          items: [ref('banner-a', { _key: 'k', _weak: true }), { _key: 'l', banner: ref('banner-a') }],
        },
      },
      set('takeDown', 'banner-a', '2026-11-25T00:00:00Z'),
    )
    const before = engine.seq
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(engine.seq).toBe(before + 1)
    const weak = ref('banner-a', { _weak: true, _strengthenOnPublish: { type: 'banner' } })
    expect(await read('slot-a')).toMatchObject({ fallback: weak })
    expect(await read('drafts.slot-a')).toMatchObject({ fallback: weak })
    expect(await read('list-a')).toMatchObject({
      items: [ref('banner-a', { _key: 'k', _weak: true }), { banner: weak }],
    })
    expect(await read('list-a')).not.toHaveProperty(['items', 0, '_strengthenOnPublish'])

    // Published again, with who refers to it: as it was.
    await engine.commit({
      identity: 'x',
      actions: ['banner-a', 'slot-a'].map((id) => ({
        actionType: 'sanity.action.document.publish',
        draftId: `drafts.${id}`,
        publishedId: id,
      })),
    })
    expect((await read('slot-a'))?.fallback).toEqual(ref('banner-a'))
  })
})

describe('two that fall due together, one of which refers to the other', () => {
  const minute = '2026-11-25T00:00:00Z'
  const wants = (id: string) => ref(id, { _weak: true, _strengthenOnPublish: { type: 'banner' } })

  test('are both public at their time, whichever was set first', async () => {
    await write(
      banner('drafts.banner-a', { next: wants('banner-b') }),
      banner('drafts.banner-b', { next: wants('banner-c') }),
      banner('drafts.banner-c'),
    )
    for (const id of ['banner-a', 'banner-b', 'banner-c']) await write(set('publish', id, minute))
    at(minute)
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'banner-b', 'banner-c'])
    expect((await read('banner-a'))?.next).toEqual(ref('banner-b'))
    expect(log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('are published in one transaction where each refers to the other', async () => {
    await write(
      banner('drafts.banner-a', { next: wants('banner-b') }),
      banner('drafts.banner-b', { next: wants('banner-a') }),
      set('publish', 'banner-a', minute),
      set('publish', 'banner-b', minute),
    )
    at(minute)
    const before = engine.seq
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'banner-b'])
    expect(engine.seq).toBe(before + 1)
  })

  test('wait for one that comes later, also over a restart, and follow it by themselves', async () => {
    await write(
      banner('drafts.banner-a', { next: wants('banner-b') }),
      banner('drafts.banner-b'),
      set('publish', 'banner-a', minute),
      set('publish', 'banner-b', '2026-11-26T00:00:00Z'),
    )
    at(minute)
    await due.tick()
    expect(await read('due-publish-banner-a')).toMatchObject({
      waitsFor: 'banner-b',
      problem: expect.stringMatching(/「banner-b」.*發布/),
    })
    const { seq } = engine
    await due.tick()
    expect(engine.seq).toBe(seq)
    await close()
    await open()
    await due.tick()
    expect(engine.seq).toBe(seq)
    at('2026-11-26T00:00:00Z')
    await due.tick()
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'banner-b'])
  })

  test('follow one that came by hand while nobody ran', async () => {
    await write(banner('drafts.banner-a', { next: wants('banner-b') }), set('publish', 'banner-a', minute))
    at(minute)
    await due.tick()
    await due.close()
    await write(banner('banner-b'))
    due = await openDueWork({ engine, now, log: (entry) => log.push(entry) })
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'banner-b'])
  })
})

describe('work that fails for a reason that passes', () => {
  test('is said in its document, tried again after a while, and done then', async () => {
    await write(banner('drafts.banner-a'), set('publish', 'banner-a', '2026-11-25T00:00:00Z'))
    await due.close()
    // What SQLite throws on a full disk, in place of the commit of the work itself.
    let isFull = true
    let tries = 0
    const full: Engine = Object.create(engine, {
      commit: {
        value: async (request: CommitRequest) => {
          const isWork = JSON.stringify(request.mutations).includes('createOrReplace')
          if (isWork) tries += 1
          if (isWork && isFull) throw new Error('database or disk is full')
          return engine.commit(request)
        },
      },
    })
    due = await openDueWork({ engine: full, now, log: (entry) => log.push(entry) })
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(await read('due-publish-banner-a')).toMatchObject({ problem: PASSING, isRetried: true })
    await due.tick()
    expect(tries).toBe(1)
    at('2026-11-25T00:00:01Z')
    await due.tick()
    at('2026-11-25T00:00:02Z')
    await due.tick()
    expect(tries).toBe(2)
    isFull = false
    at('2026-11-25T00:00:03Z')
    await due.tick()
    expect(await ids()).toEqual(['banner-a'])
    expect(log.filter(({ level }) => level === 'error')).toHaveLength(2)
  })
})

describe("what can't be done", () => {
  test('for what the lake refuses, says what to do, and waits until it is set again', async () => {
    await engine.commit({ actions: [{ actionType: 'sanity.action.release.create', releaseId: 'r' }], identity: 'x' })
    await write(
      banner('banner-a'),
      banner('versions.r.slot', { fallback: ref('banner-a') }),
      set('takeDown', 'banner-a', '2026-11-25T00:00:00Z'),
    )
    await engine.commit({
      actions: [{ actionType: 'sanity.action.release.schedule', releaseId: 'r', publishAt: '2027-01-01T00:00:00Z' }],
      identity: 'x',
    })
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(await read('due-takeDown-banner-a')).toMatchObject({ problem: FINAL })
    const { seq } = engine
    await due.tick()
    expect(engine.seq).toBe(seq)
    await engine.commit({
      actions: [{ actionType: 'sanity.action.release.unschedule', releaseId: 'r' }],
      identity: 'x',
    })
    await write(set('takeDown', 'banner-a', '2026-11-25T00:00:00Z'))
    await due.tick()
    expect(await ids()).toEqual(['_.releases.r', 'drafts.banner-a', 'versions.r.slot'])
  })

  test('is said in the document, tried no more, and done when it is set again', async () => {
    await write(
      banner('banner-b'),
      banner('drafts.banner-a', { next: ref('banner-b', { _weak: true, _strengthenOnPublish: { type: 'banner' } }) }),
      set('publish', 'banner-a', '2026-11-25T00:00:00Z'),
    )
    await write({ delete: { id: 'banner-b' } })
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(await read('due-publish-banner-a')).toMatchObject({ problem: expect.stringContaining('banner-b') })
    const seq = engine.seq
    await due.tick()
    expect(engine.seq).toBe(seq)
    expect(log.filter(({ level }) => level === 'error')).toHaveLength(1)
    await write(banner('banner-b'), set('publish', 'banner-a', '2026-11-25T00:00:00Z'))
    await due.tick()
    expect(await ids()).toEqual(['banner-a', 'banner-b'])
  })

  test('work that calls its document another type is taken away, and the document is left alone', async () => {
    await write(
      { create: { _id: 'article-a', _type: 'article' } },
      set('takeDown', 'article-a', '2026-11-25T00:00:00Z'),
    )
    at('2026-11-25T00:00:00Z')
    await due.tick()
    expect(await ids()).toEqual(['article-a'])
    expect(log).toMatchObject([{ level: 'warn', document: 'article-a' }])
  })

  test("work that can't be read is never done", async () => {
    await write(banner('drafts.banner-a'), set('publish', 'banner-a', 'tomorrow'), {
      create: {
        _id: 'due-odd',
        _type: 'dueWork',
        kind: 'burn',
        documentId: 'banner-a',
        documentType: 'banner',
        at: '2026-01-01T00:00:00Z',
      },
    })
    at('2030-01-01T00:00:00Z')
    await due.tick()
    expect(await ids()).toEqual(['drafts.banner-a', 'due-odd', 'due-publish-banner-a'])
  })
})
