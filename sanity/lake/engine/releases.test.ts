import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isReleaseId } from './ids.ts'
import { openTestEngine } from './testing.ts'
import type { Engine, StoredDocument } from './types.ts'

const R = 'sanity.action.release'
const V = 'sanity.action.document.version'
let clock = new Date('2026-11-24T00:00:00Z')
let engine: Engine
let end: () => Promise<void>
beforeAll(async () => {
  ;({ engine, end } = await openTestEngine({ now: () => clock }))
}, 60_000)
afterAll(() => end())

const identity = 'tester'
const mutate = (...mutations: unknown[]) => engine.commit({ mutations, identity })
const act = (...actions: unknown[]) => engine.commit({ actions, identity })
const release = (kind: string, releaseId: string, more: object = {}) =>
  act({ actionType: `${R}.${kind}`, releaseId, ...more })
const read = async (id: string): Promise<StoredDocument | undefined> => (await engine.documents([id]))[0] ?? undefined
const ids = async () => (await Array.fromAsync(engine.allDocuments())).map(({ _id }) => _id)
const note = (_id: string, more: object = {}) => ({ create: { _id, _type: 'note', ...more } })
const refused = (type: string, status = 409) => ({ status, detail: { items: [{ error: { type } }] } })

describe('releases whose ids begin alike', () => {
  test('are published, deleted and scheduled each by itself', async () => {
    await release('create', 'spring')
    for (const other of ['spring2', 'spring-2', 'spring_', 'Spring', 'sprin']) {
      await release('create', other)
      await mutate(note(`versions.${other}.a`, { of: other }), note(`versions.${other}.b`))
    }
    await mutate(note('versions.spring.a', { of: 'spring' }), note('versionsXspringXc'))
    await release('publish', 'spring')
    expect(await read('a')).toMatchObject({ of: 'spring' })
    expect(await read('b')).toBeUndefined()
    await release('delete', 'spring')
    for (const other of ['spring2', 'spring-2', 'spring_', 'Spring', 'sprin']) {
      expect([await read(`versions.${other}.a`), await read(`_.releases.${other}`)]).toMatchObject([
        { of: other },
        { state: 'active' },
      ])
    }
    expect(await read('versionsXspringXc')).toBeDefined()
  })

  test('of every allowed character: publishing one never takes from another', async () => {
    const name = fc.stringMatching(/^[ab_][ab_-]{0,3}$/).filter(isReleaseId)
    await fc.assert(
      fc.asyncProperty(name, name, async (one, other) => {
        fc.pre(one !== other)
        const made = [one, other].flatMap((releaseId) => [
          { actionType: `${R}.create`, releaseId },
          {
            actionType: `${V}.create`,
            publishedId: `of-${releaseId}`,
            document: { _id: `versions.${releaseId}.of-${releaseId}`, _type: 'note' },
          },
        ])
        const dry = await engine.commit({
          actions: [...made, { actionType: `${R}.publish`, releaseId: one }],
          identity,
          dryRun: true,
        })
        const written = dry.changes
          .filter(({ documentId, after }) => documentId.startsWith('of-') && after !== null)
          .map(({ documentId }) => documentId)
        expect(written).toEqual([`of-${one}`])
      }),
      { numRuns: 60 },
    )
  })
})

describe('the versions of a scheduled release', () => {
  const at = '2026-12-01T00:00:00Z'
  const id = 'versions.locked.x'
  beforeAll(async () => {
    await release('create', 'locked')
    await mutate(note('x', { text: 'published' }), note(id, { text: 'kept' }))
    await release('schedule', 'locked', { publishAt: at })
  })

  test.each<[string, () => Promise<unknown>]>([
    ['patch', () => mutate({ patch: { id, set: { text: 'changed' } } })],
    ['patch by query', () => mutate({ patch: { query: '*[_id == $id]', params: { id }, set: { text: 'changed' } } })],
    ['replace', () => mutate({ createOrReplace: { _id: id, _type: 'note' } })],
    ['delete', () => mutate({ delete: { id } })],
    ['delete by query', () => mutate({ delete: { query: '*[_id == $id]', params: { id } } })],
    ['create', () => mutate(note('versions.locked.new'))],
    [
      'action edit',
      () =>
        act({
          actionType: 'sanity.action.document.edit',
          draftId: id,
          publishedId: 'x',
          patch: { set: { text: 'changed' } },
        }),
    ],
    ['action publish', () => act({ actionType: 'sanity.action.document.publish', draftId: id, publishedId: 'x' })],
    [
      'action version.create',
      () =>
        act({ actionType: `${V}.create`, publishedId: 'new', document: { _id: 'versions.locked.new', _type: 'note' } }),
    ],
    ['action version.replace', () => act({ actionType: `${V}.replace`, document: { _id: id, _type: 'note' } })],
    ['action version.discard', () => act({ actionType: `${V}.discard`, versionId: id })],
    ['action discard', () => act({ actionType: 'sanity.action.document.discard', draftId: id })],
    ['action version.unpublish', () => act({ actionType: `${V}.unpublish`, versionId: id, publishedId: 'x' })],
    [
      'action delete',
      () => act({ actionType: 'sanity.action.document.delete', publishedId: 'x', includeDrafts: [id] }),
    ],
  ])('are locked: %s', async (_name, work) => {
    const before = engine.seq
    await expect(work()).rejects.toMatchObject({
      ...refused('releaseStateError'),
      message: expect.stringContaining('"locked" is scheduled'),
    })
    expect(engine.seq).toBe(before)
  })

  test('are open again when it is unscheduled; the published document was open all the while', async () => {
    await mutate({ patch: { id: 'x', set: { text: 'corrected' } } })
    await release('unschedule', 'locked')
    await mutate({ patch: { id, set: { text: 'changed' } } })
    expect(await read(id)).toMatchObject({ text: 'changed' })
  })
})

describe('a version is made', () => {
  const make = (releaseId: string) =>
    act({ actionType: `${V}.create`, publishedId: 'y', document: { _id: `versions.${releaseId}.y`, _type: 'note' } })

  test('in a release that is there and active, and in no other', async () => {
    await expect(make('nowhere')).rejects.toMatchObject({
      ...refused('documentNotFoundError'),
      message: expect.stringContaining('There is no release "nowhere"'),
    })
    await release('create', 'states')
    await make('states')
    await act({ actionType: `${V}.discard`, versionId: 'versions.states.y' })
    await release('archive', 'states')
    await expect(make('states')).rejects.toMatchObject({
      ...refused('releaseStateError'),
      message: expect.stringContaining('archived'),
    })
    await release('unarchive', 'states')
    await release('publish', 'states')
    await expect(make('states')).rejects.toMatchObject({
      ...refused('releaseStateError'),
      message: expect.stringContaining('published'),
    })
  })
})

describe('a version that refers to what is only in its release', () => {
  const ref = (_ref: string) => ({ _type: 'reference', _ref, _strengthenOnPublish: { type: 'note' } })

  test('is taken, and both are published together with a strong reference', async () => {
    await release('create', 'pair')
    await mutate(note('versions.pair.one', { to: ref('two') }))
    await mutate(note('versions.pair.two', { to: ref('one') }))
    await release('publish', 'pair')
    expect(await read('one')).toMatchObject({ to: { _type: 'reference', _ref: 'two' } })
    expect((await read('one'))?.to).not.toHaveProperty('_strengthenOnPublish')
    await expect(mutate({ delete: { id: 'two' } })).rejects.toMatchObject(refused('documentHasExistingReferencesError'))
  })

  test("can't be published without it; what holds no note is refused at once", async () => {
    await release('create', 'half')
    await mutate(note('versions.half.three', { to: ref('four') }))
    const before = engine.seq
    await expect(release('publish', 'half')).rejects.toMatchObject(refused('documentReferenceDoesNotExistError'))
    expect(engine.seq).toBe(before)
    await expect(mutate(note('versions.half.five', { to: { _ref: 'four' } }))).rejects.toMatchObject(
      refused('documentReferenceDoesNotExistError'),
    )
    // A published document has no release that it could wait for.
    await expect(mutate(note('six', { to: ref('four') }))).rejects.toMatchObject(
      refused('documentReferenceDoesNotExistError'),
    )
  })
})

describe('bringing in a release of an export', () => {
  const exported = (name: string, more: object = {}) => ({
    _id: `_.releases.${name}`,
    _type: 'system.release',
    _createdAt: '2026-01-01T00:00:00Z',
    _rev: 'other',
    name,
    state: 'active',
    metadata: { releaseType: 'asap', title: '春' },
    ...more,
  })
  const bring = (name: string, more: object = {}, ifExists?: string) =>
    act({
      actionType: `${R}.import`,
      releaseId: name,
      attributes: exported(name, more),
      ...(ifExists === undefined ? {} : { ifExists }),
    })

  test.each([
    ['active', {}, 'active'],
    ['archived', {}, 'archived'],
    ['published', { publishedAt: '2026-01-02T00:00:00Z', finalDocumentStates: [{ _key: 'a', id: 'a' }] }, 'published'],
    ['scheduled', { publishAt: '2027-01-01T00:00:00Z' }, 'scheduled'],
    ['scheduling', {}, 'active'],
    ['archiving', {}, 'active'],
  ])('%s', async (state, more, then) => {
    await bring(`in-${state}`, { state, ...more })
    expect(await read(`_.releases.in-${state}`)).toMatchObject({
      _createdAt: '2026-01-01T00:00:00Z',
      name: `in-${state}`,
      state: then,
      metadata: { title: '春' },
      ...more,
    })
  })

  test('that is there already fails, is left, or is replaced, as asked', async () => {
    await bring('there')
    await expect(bring('there')).rejects.toMatchObject(refused('documentAlreadyExistsError'))
    await bring('there', { metadata: { releaseType: 'undecided' } }, 'ignore')
    expect(await read('_.releases.there')).toMatchObject({ metadata: { releaseType: 'asap' } })
    await act({
      actionType: `${R}.import`,
      releaseId: 'there',
      document: exported('there', { metadata: { releaseType: 'undecided' } }),
      ifExists: 'replace',
    })
    expect(await read('_.releases.there')).toMatchObject({ metadata: { releaseType: 'undecided' } })
  })

  test.each<[string, object]>([
    ['no document', { actionType: `${R}.import`, releaseId: 'bad' }],
    ['the document of another', { actionType: `${R}.import`, releaseId: 'bad', attributes: exported('other') }],
    [
      'another type',
      { actionType: `${R}.import`, releaseId: 'bad', attributes: { ...exported('bad'), _type: 'article' } },
    ],
    ['another name', { actionType: `${R}.import`, releaseId: 'bad', attributes: exported('bad', { name: 'other' }) }],
    [
      'an unknown state',
      { actionType: `${R}.import`, releaseId: 'bad', attributes: exported('bad', { state: 'odd' }) },
    ],
    [
      'scheduled for no time',
      { actionType: `${R}.import`, releaseId: 'bad', attributes: exported('bad', { state: 'scheduled' }) },
    ],
  ])('%s is refused', async (_name, action) => {
    await expect(act(action)).rejects.toMatchObject({ status: 400 })
    expect(await read('_.releases.bad')).toBeUndefined()
  })

  test('a scheduled one takes its versions for an hour, and is locked then', async () => {
    await bring('brought', { state: 'scheduled', publishAt: '2027-01-01T00:00:00Z' })
    await mutate(note('versions.brought.z'))
    await mutate({ patch: { id: 'versions.brought.z', set: { text: 'picture' } } })
    clock = new Date(clock.getTime() + 3_600_000)
    await expect(mutate({ patch: { id: 'versions.brought.z', unset: ['text'] } })).rejects.toMatchObject(
      refused('releaseStateError'),
    )
  })
})

test('what came into a release under an id that is none is never published, and can be deleted', async () => {
  await expect(mutate(note('versions.odd.drafts.a'))).rejects.toMatchObject({ status: 400 })
  expect((await ids()).filter((id) => id.startsWith('versions.odd.'))).toEqual([])
})

test('a release of more documents than can be published at once says so', async () => {
  await release('create', 'big')
  await mutate(...Array.from({ length: 1001 }, (_, n) => note(`versions.big.n${n}`)))
  await expect(release('publish', 'big')).rejects.toMatchObject({
    status: 409,
    message: expect.stringContaining('1001 documents'),
  })
  await expect(release('schedule', 'big', { publishAt: '2027-01-01T00:00:00Z' })).rejects.toMatchObject({ status: 409 })
  await act({ actionType: `${V}.discard`, versionId: 'versions.big.n0' })
  await release('archive', 'big')
  await release('delete', 'big')
  expect((await ids()).filter((id) => id.startsWith('versions.big.'))).toEqual([])
})

test('only administrators write system documents and purge, whatever a filter by type says', async () => {
  const writable = '_type in ["note", "system.release", "system.schema"]'
  const as = (request: object) => engine.commit({ identity, writable, ...request })
  const forbidden = refused('insufficientPermissionsError', 403)
  await mutate(note('theirs'), note('gone'), { create: { _id: '_.schemas.a', _type: 'system.schema' } })
  await mutate({ delete: { id: 'gone' } })
  await expect(as({ mutations: [{ create: { _id: '_.fake', _type: 'note' } }] })).rejects.toMatchObject(forbidden)
  await expect(as({ mutations: [{ patch: { id: '_.schemas.a', set: { x: 1 } } }] })).rejects.toMatchObject(forbidden)
  await expect(as({ mutations: [{ delete: { id: '_.schemas.a' } }] })).rejects.toMatchObject(forbidden)
  await expect(as({ actions: [{ actionType: `${R}.create`, releaseId: 'theirs' }] })).rejects.toMatchObject({
    ...forbidden,
    detail: { type: 'actionError' },
  })
  await expect(as({ mutations: [{ delete: { id: 'theirs', purge: true } }] })).rejects.toMatchObject(forbidden)
  await expect(as({ mutations: [{ delete: { id: 'gone', purge: true } }] })).rejects.toMatchObject(forbidden)
  await as({ mutations: [{ delete: { id: 'theirs' } }] })
  expect(await engine.documentAt('gone', { last: true })).toMatchObject({ _id: 'gone' })
})
