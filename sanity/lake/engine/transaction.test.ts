import { describe, expect, test } from 'vitest'
import { checkSteps, isByQuery, type Mutation } from './check.ts'
import { stored } from './testing.ts'
import { applyTransaction } from './transaction.ts'
import { LakeError, type StoredDocument } from './types.ts'

const WEAK_REFERENCE = { _ref: 'b', _weak: true, _strengthenOnPublish: { type: 'article' } }

const LAKE = [
  stored({ _id: 'a', _type: 'article', title: 'Old', views: 3, tags: ['x', 'y'], body: [{ _key: 'k1', text: 'one' }] }),
  stored({ _id: 'drafts.a', _type: 'article', title: 'Draft', ref: WEAK_REFERENCE, _rev: 'd1' }),
  stored({ _id: 'b', _type: 'article', title: 'B' }),
]

const read = (id: string): StoredDocument | null => LAKE.find((document) => document._id === id) ?? null

const run = (request: { mutations?: unknown; actions?: unknown }, autoGenerateArrayKeys = false) => {
  const frozen = JSON.stringify(LAKE)
  const steps = checkSteps(request)
  const byId = steps.kind === 'actions' ? [] : steps.mutations.filter((step): step is Mutation => !isByQuery(step))
  const settled = steps.kind === 'actions' ? steps : { kind: steps.kind, mutations: byId }
  const transaction = { steps: settled, transactionId: 'tx', timestamp: '2026-11-24T00:00:00.000Z', autoGenerateArrayKeys }
  const { changes } = applyTransaction(transaction, read)
  expect(JSON.stringify(LAKE)).toBe(frozen)
  return changes
}

const mutate = (...mutations: unknown[]) => run({ mutations })
const act = (...actions: unknown[]) => run({ actions })
const summary = (changes: ReturnType<typeof run>) => changes.map(({ documentId, operation }) => `${operation} ${documentId}`)

const failureOf = (work: () => unknown): { status: number; type: string; item?: unknown } => {
  try {
    work()
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    const items = error.detail.items
    const first: unknown = Array.isArray(items) ? items[0] : undefined
    return { status: error.status, type: error.detail.type, item: first }
  }
  throw new Error('it did not fail')
}

const D = 'sanity.action.document'

describe('mutations', () => {
  test('create sets the system fields; makes and finishes ids', () => {
    const changes = mutate({ create: { _id: 'n', _type: 't' } }, { create: { _type: 't' } }, { create: { _id: 'drafts.', _type: 't' } })
    expect(changes[0]?.after).toEqual({
      _id: 'n',
      _type: 't',
      _rev: 'tx',
      _createdAt: '2026-11-24T00:00:00.000Z',
      _updatedAt: '2026-11-24T00:00:00.000Z',
    })
    expect(changes[1]?.documentId).toMatch(/^[0-9a-f-]{36}$/)
    expect(changes[2]?.documentId).toMatch(/^drafts\.[0-9a-f-]{36}$/)
    expect(changes[2]?.mutations).toEqual([{ create: { _id: changes[2]?.documentId, _type: 't' } }])
  })

  test('every patch operation', () => {
    const [change] = mutate({
      patch: {
        id: 'a',
        ifRevisionID: 'r1',
        set: { 'seo.title': 'S' },
        setIfMissing: { title: 'no', lead: 'yes' },
        unset: ['tags[0]'],
        inc: { views: 2 },
        insert: { after: 'body[_key=="k1"]', items: [{ _key: 'k2', text: 'two' }] },
        diffMatchPatch: { title: '@@ -1,3 +1,3 @@\n-Old\n+New\n' },
      },
    })
    expect(change?.after).toMatchObject({ title: 'New', lead: 'yes', seo: { title: 'S' }, views: 5, tags: ['y'] })
    expect(change?.after).toMatchObject({ _rev: 'tx', _createdAt: LAKE[0]?._createdAt })
    expect(change?.after?.body).toEqual([
      { _key: 'k1', text: 'one' },
      { _key: 'k2', text: 'two' },
    ])
    expect(mutate({ patch: { id: 'a', dec: { views: 1 } } })[0]?.after?.views).toBe(2)
  })

  test('several mutations of one document are one change', () => {
    const [set, inc] = [{ patch: { id: 'a', set: { n: 1 } } }, { patch: { id: 'a', inc: { n: 1 } } }]
    const changes = mutate(set, { create: { _id: 'n', _type: 't' } }, inc)
    expect(summary(changes)).toEqual(['update a', 'create n'])
    expect(changes[0]?.after?.n).toBe(2)
    expect(changes[0]?.mutations).toHaveLength(2)
  })

  test('delete and create of the same id is an update, create and delete is nothing', () => {
    expect(summary(mutate({ delete: { id: 'a' } }, { create: { _id: 'a', _type: 't' } }))).toEqual(['update a'])
    expect(summary(mutate({ create: { _id: 'n', _type: 't' } }, { delete: { id: 'n' } }))).toEqual(['none n'])
  })

  test('createIfNotExists and delete may change nothing; a patch without effect is a new revision all the same', () => {
    expect(summary(mutate({ createIfNotExists: { _id: 'a', _type: 't' } }, { delete: { id: 'gone' } }))).toEqual(['none a', 'none gone'])
    expect(summary(mutate({ patch: { id: 'a', unset: ['nothing'] } }))).toEqual(['update a'])
  })

  test('createOrReplace keeps the day of creation and drops the other fields', () => {
    const [change] = mutate({ createOrReplace: { _id: 'a', _type: 'article', _rev: 'made up' } })
    expect(Object.keys(change?.after ?? {})).toEqual(['_id', '_type', '_rev', '_createdAt', '_updatedAt'])
    expect(change?.after?._createdAt).toBe(LAKE[0]?._createdAt)
    expect(change?.after?._rev).toBe('tx')
  })

  test('a new document keeps the dates it comes with; one that was there keeps its first day, and every edit moves the last', () => {
    const [day, now] = [{ _createdAt: '2017-01-02T03:04:05Z', _updatedAt: '2018-01-02T03:04:05+08:00' }, '2026-11-24T00:00:00.000Z']
    const whole = { _type: 't', ...day }
    expect(mutate({ create: { _id: 'n', ...whole } }, { createIfNotExists: { _id: 'o', ...whole } }, { createOrReplace: { _id: 'p', ...whole } }).map(({ after }) => after)).toMatchObject([day, day, day])
    expect(mutate({ createOrReplace: { _id: 'a', ...whole } })[0]?.after).toMatchObject({ _createdAt: LAKE[0]?._createdAt, _updatedAt: now })
    expect(mutate({ create: { _id: 'n', ...whole } }, { patch: { id: 'n', set: { x: 1 } } })[0]?.after).toMatchObject({ ...day, _updatedAt: now })
    expect(mutate({ patch: { id: 'a', set: { _updatedAt: day._updatedAt } } })[0]?.after).toMatchObject({ _updatedAt: now })
    expect(mutate({ patch: { id: 'a', unset: ['_createdAt', '_updatedAt'] } })[0]?.after).toMatchObject({ _createdAt: LAKE[0]?._createdAt, _updatedAt: now })
    // The Studio restores and copies with whole documents of earlier days.
    const [restored] = run({ actions: [{ actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'drafts.n', ...whole } }] })
    expect(restored?.after).toMatchObject({ ...day, _updatedAt: now })
  })

  test.each(['yesterday', '2024-02-30T00:00:00Z', '', 1, null])('a date that is no instant is refused: %j', (date) => {
    const refused = { status: 400 }
    for (const field of ['_createdAt', '_updatedAt']) {
      expect(failureOf(() => mutate({ create: { _id: 'n', _type: 't', [field]: date } }))).toMatchObject(refused)
      expect(failureOf(() => mutate({ createOrReplace: { _id: 'a', _type: 't', [field]: date } }))).toMatchObject(refused)
      expect(failureOf(() => run({ actions: [{ actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'drafts.n', _type: 't', [field]: date } }] }))).toMatchObject(refused)
    }
    if (date !== null) expect(failureOf(() => mutate({ patch: { id: 'a', set: { _createdAt: date } } }))).toMatchObject(refused)
  })

  test('array keys are made on demand', () => {
    const items = [{ text: 'no key' }, { _key: 'own', list: [{ deep: true }] }, 'text']
    const [change] = run({ mutations: [{ create: { _id: 'n', _type: 't', items } }] }, true)
    const made: unknown = change?.after?.items
    expect(made).toEqual([
      { _key: expect.stringMatching(/^[0-9a-f]{12}$/), text: 'no key' },
      { _key: 'own', list: [{ _key: expect.any(String), deep: true }] },
      'text',
    ])
  })

  test.each([
    [{ create: { _id: 'a', _type: 't' } }, 'documentAlreadyExistsError'],
    [{ patch: { id: 'gone', set: { x: 1 } } }, 'documentNotFoundError'],
    [{ patch: { id: 'a', ifRevisionID: 'r0', set: { x: 1 } } }, 'documentRevisionIDDoesNotMatchError'],
    [{ patch: { id: 'a', set: { _id: 'z' } } }, 'mutationError'],
    [{ patch: { id: 'a', set: { _type: 'z' } } }, 'mutationError'],
  ])('%j is a conflict', (mutation, type) => {
    const failure = failureOf(() => mutate({ create: { _id: 'n', _type: 't' } }, mutation))
    expect(failure).toMatchObject({ status: 409, type: 'mutationError', item: { index: 1, error: { type } } })
  })

  const MANY_FIELDS = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`f${i}`, i]))
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { in: deep(levels - 1) })
  test.each<[string, unknown]>([
    ['no kind', {}],
    ['two kinds', { create: { _type: 't' }, delete: { id: 'a' } }],
    ['unknown kind', { replace: { _id: 'a' } }],
    ['no type', { create: { _id: 'n' } }],
    ['unknown operation', { patch: { id: 'a', merge: {} } }],
    ['bad path', { patch: { id: 'a', set: { '[[': 1 } } }],
    ['bad id', { create: { _id: 'a b', _type: 't' } }],
    ['id with two dots', { create: { _id: 'a..b', _type: 't' } }],
    ['long id', { create: { _id: 'x'.repeat(129), _type: 't' } }],
    ['too deep', { create: { _id: 'n', _type: 't', deep: deep(25) } }],
    ['too many attributes', { create: { _id: 'n', _type: 't', ...MANY_FIELDS } }],
    ['a field that breaks queries', { create: { _id: 'n', _type: 't', hasOwnProperty: 1 } }],
  ])('%s is malformed', (_name, mutation) => {
    expect(failureOf(() => mutate(mutation))).toMatchObject({ status: 400, type: 'validationError' })
  })

  test('a list of thousands of items is one attribute', () => {
    const list = Array.from({ length: 5000 }, (_, i) => ({ _key: `k${i}`, i }))
    expect(mutate({ create: { _id: 'n', _type: 't', list } })).toHaveLength(1)
  })
})

describe('actions', () => {
  test('edit patches the draft, or a copy of the published document', () => {
    const patch = { set: { title: 'T' } }
    expect(summary(act({ actionType: `${D}.edit`, draftId: 'drafts.a', publishedId: 'a', patch }))).toEqual(['update drafts.a'])
    const [change] = act({ actionType: `${D}.edit`, draftId: 'drafts.b', publishedId: 'b', patch })
    expect(change).toMatchObject({ documentId: 'drafts.b', operation: 'create', after: { _id: 'drafts.b', title: 'T', _type: 'article' } })
    const guard = { unset: ['_empty_action_guard_pseudo_field_'] }
    expect(act({ actionType: `${D}.edit`, draftId: 'drafts.b', publishedId: 'b', patch: guard })[0]?.mutations).toHaveLength(1)
  })

  test('create and edit in one call', () => {
    const changes = act(
      { actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'drafts.n', _type: 'article' }, ifExists: 'fail' },
      { actionType: `${D}.edit`, draftId: 'drafts.n', publishedId: 'n', patch: { set: { title: 'N' } } },
    )
    expect(summary(changes)).toEqual(['create drafts.n'])
    expect(changes[0]?.after?.title).toBe('N')
  })

  test('publish replaces the published document, strengthens references, deletes the draft', () => {
    const revisions = { ifDraftRevisionId: 'd1', ifPublishedRevisionId: 'r1' }
    const changes = act({ actionType: `${D}.publish`, draftId: 'drafts.a', publishedId: 'a', ...revisions })
    expect(summary(changes)).toEqual(['update a', 'delete drafts.a'])
    expect(changes[0]?.after).toMatchObject({ title: 'Draft', ref: { _ref: 'b' } })
    expect(changes[0]?.after?.ref).toEqual({ _ref: 'b' })
    expect(changes[0]?.after?.views).toBeUndefined()
  })

  test('unpublish keeps the draft there is, or makes one', () => {
    expect(summary(act({ actionType: `${D}.unpublish`, draftId: 'drafts.a', publishedId: 'a' }))).toEqual(['none drafts.a', 'delete a'])
    expect(summary(act({ actionType: `${D}.unpublish`, draftId: 'drafts.b', publishedId: 'b' }))).toEqual(['create drafts.b', 'delete b'])
  })

  test('delete, discard, replaceDraft', () => {
    const both = { actionType: `${D}.delete`, publishedId: 'a', includeDrafts: ['drafts.a'] }
    expect(summary(act(both))).toEqual(['delete a', 'delete drafts.a'])
    expect(summary(act({ actionType: `${D}.discard`, draftId: 'drafts.a' }))).toEqual(['delete drafts.a'])
    expect(summary(act({ actionType: `${D}.version.discard`, versionId: 'drafts.a' }))).toEqual(['delete drafts.a'])
    const attributes = { _id: 'drafts.a', _type: 'article', title: 'Restored' }
    expect(act({ actionType: `${D}.replaceDraft`, publishedId: 'a', attributes })[0]?.after?.title).toBe('Restored')
  })

  test('versions', () => {
    const made = act({ actionType: `${D}.version.create`, publishedId: 'a', baseId: 'drafts.a', versionId: 'versions.r.a' })
    expect(made[0]).toMatchObject({ operation: 'create', documentId: 'versions.r.a', after: { title: 'Draft' } })
    const document = { _id: 'versions.r.n', _type: 'article' }
    expect(summary(act({ actionType: `${D}.version.create`, publishedId: 'n', document }))).toEqual(['create versions.r.n'])
    expect(summary(act({ actionType: `${D}.version.replace`, document }))).toEqual(['create versions.r.n'])
    const unpublished = act({ actionType: `${D}.version.unpublish`, versionId: 'versions.r.a', publishedId: 'a' })
    expect(unpublished[0]?.after).toMatchObject({ _id: 'versions.r.a', title: 'Old', _system: { delete: true } })
  })

  const a = { draftId: 'drafts.a', publishedId: 'a' }
  test.each<[string, Record<string, unknown>, string]>([
    ['publish without draft', { actionType: `${D}.publish`, draftId: 'drafts.b', publishedId: 'b' }, 'documentNotFoundError'],
    ['publish of an old draft', { actionType: `${D}.publish`, ...a, ifDraftRevisionId: 'x' }, 'documentRevisionIDDoesNotMatchError'],
    ['create of one that exists', { actionType: `${D}.create`, publishedId: 'a', attributes: LAKE[1] }, 'documentAlreadyExistsError'],
    ['delete of nothing', { actionType: `${D}.delete`, publishedId: 'gone', includeDrafts: [] }, 'documentNotFoundError'],
    ['discard of nothing', { actionType: `${D}.discard`, draftId: 'drafts.gone' }, 'documentNotFoundError'],
  ])('%s fails', (_name, action, type) => {
    expect(failureOf(() => act(action))).toMatchObject({ status: 409, item: { index: 0, error: { type } } })
  })

  test.each<[string, Record<string, unknown>, number]>([
    ['publish onto another document', { actionType: `${D}.publish`, draftId: 'drafts.a', publishedId: 'b' }, 400],
    ['discard of a published document', { actionType: `${D}.discard`, draftId: 'a' }, 400],
    ['a missing field', { actionType: `${D}.edit`, draftId: 'drafts.a' }, 400],
    ['no action', { actionType: 'nonsense' }, 400],
    ['a release of a name that ids can not hold', { actionType: 'sanity.action.release.create', releaseId: 'a.b' }, 400],
    ['an action on a release that is not there', { actionType: 'sanity.action.release.publish', releaseId: 'r' }, 409],
    ['a variant', { actionType: `${D}.variant.create`, publishedId: 'a' }, 501],
  ])('%s is refused', (_name, action, status) => expect(failureOf(() => act(action)).status).toBe(status))
})
