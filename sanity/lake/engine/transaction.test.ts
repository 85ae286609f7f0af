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
  stored({
    _id: '_.releases.r',
    _type: 'system.release',
    name: 'r',
    state: 'active',
    metadata: { releaseType: 'asap' },
  }),
  stored({ _id: 'versions.r.b', _type: 'article', title: 'B in r' }),
]

const read = (id: string): StoredDocument | null => LAKE.find((document) => document._id === id) ?? null

const run = (request: { mutations?: unknown; actions?: unknown }, autoGenerateArrayKeys = false) => {
  const frozen = JSON.stringify(LAKE)
  const steps = checkSteps(request)
  const byId = steps.kind === 'actions' ? [] : steps.mutations.filter((step): step is Mutation => !isByQuery(step))
  const settled = steps.kind === 'actions' ? steps : { kind: steps.kind, mutations: byId }
  const transaction = {
    steps: settled,
    transactionId: 'tx',
    timestamp: '2026-11-24T00:00:00.000Z',
    autoGenerateArrayKeys,
  }
  const { changes } = applyTransaction(transaction, read)
  expect(JSON.stringify(LAKE)).toBe(frozen)
  return changes
}

const mutate = (...mutations: unknown[]) => run({ mutations })
const act = (...actions: unknown[]) => run({ actions })
const summary = (changes: ReturnType<typeof run>) =>
  changes.map(({ documentId, operation }) => `${operation} ${documentId}`)

const failureOf = (work: () => unknown): { status: number; type: string; description: unknown; item?: unknown } => {
  try {
    work()
  } catch (error) {
    if (!(error instanceof LakeError)) throw error
    const items = error.detail.items
    const first: unknown = Array.isArray(items) ? items[0] : undefined
    return { status: error.status, type: error.detail.type, description: error.detail.description, item: first }
  }
  throw new Error('it did not fail')
}

const D = 'sanity.action.document'

describe('mutations', () => {
  test('create sets the system fields; makes and finishes ids', () => {
    const changes = mutate(
      { create: { _id: 'n', _type: 't' } },
      { create: { _type: 't' } },
      { create: { _id: 'drafts.', _type: 't' } },
    )
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

  const DEAR = `a${'.a'.repeat(10_000)}`
  test.each<[string, unknown]>([
    ['mutations[1].patch.set: the path "a[" can not be read: Unexpected end at position 2', { set: { 'a[': 1 } }],
    ['mutations[1].patch.unset: a path is empty (position 0)', { unset: [''] }],
    ['mutations[1].patch.insert: the path must end at a place in a list', { insert: { after: 'tags', items: ['z'] } }],
    ['has 20001 characters, 1000 are allowed', { set: { [DEAR]: 1 } }],
  ])('a patch that can not be done says which and why: %s', (message, operations) => {
    const patch = { id: 'a', ...Object(operations) }
    expect(failureOf(() => mutate({ create: { _id: 'n', _type: 't' } }, { patch })).description).toContain(message)
    const action = { actionType: `${D}.edit`, draftId: 'drafts.a', publishedId: 'a', patch: Object(operations) }
    expect(failureOf(() => act(action)).description).toContain(message.replace('mutations[1]', 'actions[0]'))
  })

  test('patches of all documents of a transaction share one allowance', () => {
    const text = 'x'.repeat(100_000)
    const diff = Array.from({ length: 150 }, (_, i) => `@@ -${i * 8 + 1},4 +${i * 8 + 1},4 @@\n-xxxx\n+EDIT\n`).join('')
    const one = (id: string) => [
      { create: { _id: id, _type: 't', text } },
      { patch: { id, diffMatchPatch: { text: diff } } },
    ]
    expect(mutate(...one('n1'))[0]?.after?.text).toContain('EDITxxxxEDIT')
    expect(failureOf(() => mutate(...one('n1'), ...one('n2')))).toMatchObject({
      status: 400,
      description: expect.stringMatching(
        /^mutations\[3\]\.patch\.diffMatchPatch: the patches of this transaction take more than/,
      ),
    })
  })

  test('half a character is stored as U+FFFD, by every way in', () => {
    const half = '\ud842'
    expect(mutate({ create: { _id: 'n', _type: 't', slug: { current: `a${half}` } } })[0]?.after?.slug).toEqual({
      current: 'a\ufffd',
    })
    expect(
      mutate({ patch: { id: 'a', set: { title: half }, insert: { after: 'tags[-1]', items: [half] } } })[0]?.after,
    ).toMatchObject({ title: '\ufffd', tags: ['x', 'y', '\ufffd'] })
    expect(
      mutate({ createOrReplace: { _id: 'a', _type: 't', [half]: 1 } }, { patch: { id: 'a', unset: ["['\ufffd']"] } })[0]
        ?.after,
    ).not.toHaveProperty('\ufffd')
    const patch = { set: { title: half } }
    expect(act({ actionType: `${D}.edit`, draftId: 'drafts.a', publishedId: 'a', patch })[0]).toMatchObject({
      after: { title: '\ufffd' },
      mutations: [{ patch: { set: { title: '\ufffd' } } }],
    })
    const attributes = { _id: 'drafts.n', _type: 'article', title: half }
    expect(act({ actionType: `${D}.create`, publishedId: 'n', attributes })[0]?.after?.title).toBe('\ufffd')
  })

  test('a diff that cuts a character in half leaves no half behind', () => {
    // Made of 字𠮷a𠮷𡈽, applied to 𠮷 alone: the hunk is moved to the middle of it, and leaves D842.
    const diff = '@@ -1,16 +1,4 @@\n-%E5%AD%97\n %F0%A0%AE%B7\n-a%F0%A0%AE%B7%F0%A1%88%BD\n'
    const [change] = mutate(
      { patch: { id: 'a', set: { title: '𠮷' } } },
      { patch: { id: 'a', diffMatchPatch: { title: diff } } },
    )
    expect(change?.after?.title).toBe('\ufffd')
  })

  test('half a character that was stored before is mended when its document is written again', () => {
    const before = stored({ _id: 'old', _type: 't', title: 'a\ud842' })
    const { changes } = applyTransaction(
      {
        steps: { kind: 'mutations', mutations: [{ patch: { id: 'old', set: { n: 1 } } }] },
        transactionId: 'tx',
        timestamp: '2026-11-24T00:00:00.000Z',
        autoGenerateArrayKeys: false,
      },
      () => before,
    )
    expect(changes[0]?.after).toMatchObject({ title: 'a\ufffd', n: 1 })
  })

  test('a number that JSON can not write is refused, also one that came of adding', () => {
    const great = JSON.parse('1e400')
    for (const mutation of [
      { create: { _id: 'n', _type: 't', n: great } },
      { patch: { id: 'a', set: { 'x.y': great } } },
      { patch: { id: 'a', inc: { views: great } } },
    ]) {
      expect(failureOf(() => mutate(mutation))).toMatchObject({ status: 400, type: 'validationError' })
    }
    const sum = [{ patch: { id: 'a', set: { views: 1e308 } } }, { patch: { id: 'a', inc: { views: 1e308 } } }]
    expect(failureOf(() => mutate(...sum)).description).toBe(
      'Document "a": the number at "views" is too great to be stored',
    )
  })

  test.each(['a b', 'a.b', '名', '@', '', 'a$', 'é'])('a field named %j is refused at commit', (field) => {
    const refused = {
      status: 400,
      description: expect.stringContaining(
        `has a field named ${JSON.stringify(field)} in seo; names of fields are made of the letters a to z, digits, "_" and "-"`,
      ),
    }
    expect(failureOf(() => mutate({ create: { _id: 'n', _type: 't', seo: { [field]: 1 } } }))).toMatchObject(refused)
    if (field !== '')
      expect(
        failureOf(() => mutate({ patch: { id: 'a', set: { [`seo[${JSON.stringify(field)}]`]: 1 } } })),
      ).toMatchObject(refused)
  })

  test('a document that already has such a field can be edited, published and mended', () => {
    const draft = stored({ _id: 'drafts.o', _type: 't', 'an old name': 1, title: 'x' })
    const change = (steps: Parameters<typeof applyTransaction>[0]['steps']) =>
      applyTransaction(
        { steps, transactionId: 'tx', timestamp: '2026-11-24T00:00:00.000Z', autoGenerateArrayKeys: false },
        (id) => (id === draft._id ? draft : null),
      ).changes
    expect(
      change({ kind: 'mutations', mutations: [{ patch: { id: 'drafts.o', set: { title: 'y' } } }] })[0]?.after,
    ).toMatchObject({ 'an old name': 1, title: 'y' })
    expect(
      change({ kind: 'actions', actions: [{ actionType: `${D}.publish`, draftId: 'drafts.o', publishedId: 'o' }] })[0]
        ?.after,
    ).toMatchObject({ _id: 'o', 'an old name': 1 })
    expect(
      change({ kind: 'mutations', mutations: [{ patch: { id: 'drafts.o', unset: ["['an old name']"] } }] })[0]?.after,
    ).not.toHaveProperty('an old name')
    expect(
      failureOf(() =>
        change({ kind: 'mutations', mutations: [{ patch: { id: 'drafts.o', set: { "['another one']": 1 } } }] }),
      ).status,
    ).toBe(400)
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
    expect(summary(mutate({ createIfNotExists: { _id: 'a', _type: 't' } }, { delete: { id: 'gone' } }))).toEqual([
      'none a',
      'none gone',
    ])
    expect(summary(mutate({ patch: { id: 'a', unset: ['nothing'] } }))).toEqual(['update a'])
  })

  test('createOrReplace keeps the day of creation and drops the other fields', () => {
    const [change] = mutate({ createOrReplace: { _id: 'a', _type: 'article', _rev: 'made up' } })
    expect(Object.keys(change?.after ?? {})).toEqual(['_id', '_type', '_rev', '_createdAt', '_updatedAt'])
    expect(change?.after?._createdAt).toBe(LAKE[0]?._createdAt)
    expect(change?.after?._rev).toBe('tx')
  })

  test('a new document keeps the dates it comes with; one that was there keeps its first day, and every edit moves the last', () => {
    const [day, now] = [
      { _createdAt: '2017-01-02T03:04:05Z', _updatedAt: '2018-01-02T03:04:05+08:00' },
      '2026-11-24T00:00:00.000Z',
    ]
    const whole = { _type: 't', ...day }
    expect(
      mutate(
        { create: { _id: 'n', ...whole } },
        { createIfNotExists: { _id: 'o', ...whole } },
        { createOrReplace: { _id: 'p', ...whole } },
      ).map(({ after }) => after),
    ).toMatchObject([day, day, day])
    expect(mutate({ createOrReplace: { _id: 'a', ...whole } })[0]?.after).toMatchObject({
      _createdAt: LAKE[0]?._createdAt,
      _updatedAt: now,
    })
    expect(mutate({ create: { _id: 'n', ...whole } }, { patch: { id: 'n', set: { x: 1 } } })[0]?.after).toMatchObject({
      ...day,
      _updatedAt: now,
    })
    expect(mutate({ patch: { id: 'a', set: { _updatedAt: day._updatedAt } } })[0]?.after).toMatchObject({
      _updatedAt: now,
    })
    expect(mutate({ patch: { id: 'a', unset: ['_createdAt', '_updatedAt'] } })[0]?.after).toMatchObject({
      _createdAt: LAKE[0]?._createdAt,
      _updatedAt: now,
    })
    // The Studio restores and copies with whole documents of earlier days.
    const [restored] = run({
      actions: [{ actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'drafts.n', ...whole } }],
    })
    expect(restored?.after).toMatchObject({ ...day, _updatedAt: now })
  })

  test.each(['yesterday', '2024-02-30T00:00:00Z', '', 1, null])('a date that is no instant is refused: %j', (date) => {
    const refused = { status: 400 }
    for (const field of ['_createdAt', '_updatedAt']) {
      expect(failureOf(() => mutate({ create: { _id: 'n', _type: 't', [field]: date } }))).toMatchObject(refused)
      expect(failureOf(() => mutate({ createOrReplace: { _id: 'a', _type: 't', [field]: date } }))).toMatchObject(
        refused,
      )
      expect(
        failureOf(() =>
          run({
            actions: [
              {
                actionType: `${D}.create`,
                publishedId: 'n',
                attributes: { _id: 'drafts.n', _type: 't', [field]: date },
              },
            ],
          }),
        ),
      ).toMatchObject(refused)
    }
    if (date !== null)
      expect(failureOf(() => mutate({ patch: { id: 'a', set: { _createdAt: date } } }))).toMatchObject(refused)
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
    expect(summary(act({ actionType: `${D}.edit`, draftId: 'drafts.a', publishedId: 'a', patch }))).toEqual([
      'update drafts.a',
    ])
    const [change] = act({ actionType: `${D}.edit`, draftId: 'drafts.b', publishedId: 'b', patch })
    expect(change).toMatchObject({
      documentId: 'drafts.b',
      operation: 'create',
      after: { _id: 'drafts.b', title: 'T', _type: 'article' },
    })
    const guard = { unset: ['_empty_action_guard_pseudo_field_'] }
    expect(
      act({ actionType: `${D}.edit`, draftId: 'drafts.b', publishedId: 'b', patch: guard })[0]?.mutations,
    ).toHaveLength(1)
  })

  test('create and edit in one call', () => {
    const changes = act(
      {
        actionType: `${D}.create`,
        publishedId: 'n',
        attributes: { _id: 'drafts.n', _type: 'article' },
        ifExists: 'fail',
      },
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
    expect(summary(act({ actionType: `${D}.unpublish`, draftId: 'drafts.a', publishedId: 'a' }))).toEqual([
      'none drafts.a',
      'delete a',
    ])
    expect(summary(act({ actionType: `${D}.unpublish`, draftId: 'drafts.b', publishedId: 'b' }))).toEqual([
      'create drafts.b',
      'delete b',
    ])
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
    const made = act({
      actionType: `${D}.version.create`,
      publishedId: 'a',
      baseId: 'drafts.a',
      versionId: 'versions.r.a',
    })
    expect(made[0]).toMatchObject({ operation: 'create', documentId: 'versions.r.a', after: { title: 'Draft' } })
    const document = { _id: 'versions.r.n', _type: 'article' }
    expect(summary(act({ actionType: `${D}.version.create`, publishedId: 'n', document }))).toEqual([
      'create versions.r.n',
    ])
    expect(summary(act({ actionType: `${D}.version.create`, publishedId: 'n', attributes: document }))).toEqual([
      'create versions.r.n',
    ])
    const replaced = act({
      actionType: `${D}.version.replace`,
      document: { _id: 'versions.r.b', _type: 'article', title: 'Other' },
    })
    expect(replaced[0]).toMatchObject({ operation: 'update', documentId: 'versions.r.b', after: { title: 'Other' } })
    const unpublished = act({ actionType: `${D}.version.unpublish`, versionId: 'versions.r.a', publishedId: 'a' })
    expect(unpublished[0]?.after).toMatchObject({ _id: 'versions.r.a', title: 'Old', _system: { delete: true } })
  })

  test('publishing a version that says so takes its document away', () => {
    const changes = act(
      { actionType: `${D}.version.unpublish`, versionId: 'versions.r.a', publishedId: 'a' },
      { actionType: `${D}.publish`, draftId: 'versions.r.a', publishedId: 'a' },
    )
    expect(summary(changes)).toEqual(['none versions.r.a', 'delete a'])
  })

  const a = { draftId: 'drafts.a', publishedId: 'a' }
  test.each<[string, Record<string, unknown>, string]>([
    [
      'publish without draft',
      { actionType: `${D}.publish`, draftId: 'drafts.b', publishedId: 'b' },
      'documentNotFoundError',
    ],
    [
      'publish of an old draft',
      { actionType: `${D}.publish`, ...a, ifDraftRevisionId: 'x' },
      'documentRevisionIDDoesNotMatchError',
    ],
    [
      'create of one that exists',
      { actionType: `${D}.create`, publishedId: 'a', attributes: LAKE[1] },
      'documentAlreadyExistsError',
    ],
    [
      'delete of nothing',
      { actionType: `${D}.delete`, publishedId: 'gone', includeDrafts: [] },
      'documentNotFoundError',
    ],
    ['discard of nothing', { actionType: `${D}.discard`, draftId: 'drafts.gone' }, 'documentNotFoundError'],
    [
      'create of one that is published',
      {
        actionType: `${D}.create`,
        publishedId: 'b',
        attributes: { _id: 'drafts.b', _type: 'article' },
        ifExists: 'ignore',
      },
      'documentAlreadyExistsError',
    ],
    [
      'delete that forgets the draft',
      { actionType: `${D}.delete`, publishedId: 'a', includeDrafts: [] },
      'documentHasDraftError',
    ],
    [
      'replacing a draft of nothing',
      { actionType: `${D}.replaceDraft`, publishedId: 'n', attributes: { _id: 'drafts.n', _type: 'article' } },
      'documentNotFoundError',
    ],
    [
      'replacing a version that is not there',
      { actionType: `${D}.version.replace`, document: { _id: 'versions.r.n', _type: 'article' } },
      'documentNotFoundError',
    ],
    [
      'a version in no release',
      { actionType: `${D}.version.create`, publishedId: 'n', document: { _id: 'versions.none.n', _type: 'article' } },
      'documentNotFoundError',
    ],
    [
      'editing into no release',
      { actionType: `${D}.edit`, draftId: 'versions.none.a', publishedId: 'a', patch: { set: { x: 1 } } },
      'documentNotFoundError',
    ],
  ])('%s fails', (_name, action, type) => {
    expect(failureOf(() => act(action))).toMatchObject({ status: 409, item: { index: 0, error: { type } } })
  })

  test.each<[string, Record<string, unknown>, number]>([
    ['publish onto another document', { actionType: `${D}.publish`, draftId: 'drafts.a', publishedId: 'b' }, 400],
    ['discard of a published document', { actionType: `${D}.discard`, draftId: 'a' }, 400],
    ['a missing field', { actionType: `${D}.edit`, draftId: 'drafts.a' }, 400],
    ['no action', { actionType: 'nonsense' }, 400],
    [
      'a release of a name that ids can not hold',
      { actionType: 'sanity.action.release.create', releaseId: 'a.b' },
      400,
    ],
    [
      'an action on a release that is not there',
      { actionType: 'sanity.action.release.publish', releaseId: 'none' },
      409,
    ],
    ['a variant', { actionType: `${D}.variant.create`, publishedId: 'a' }, 501],
    [
      'edit of the published document',
      { actionType: `${D}.edit`, draftId: 'a', publishedId: 'a', patch: { set: { x: 1 } } },
      400,
    ],
    [
      "edit of another's draft",
      { actionType: `${D}.edit`, draftId: 'drafts.other', publishedId: 'a', patch: { set: { x: 1 } } },
      400,
    ],
    [
      'edit of a draft within a version',
      { actionType: `${D}.edit`, draftId: 'versions.r.drafts.a', publishedId: 'a', patch: { set: { x: 1 } } },
      400,
    ],
    ["unpublish into another's draft", { actionType: `${D}.unpublish`, draftId: 'drafts.zzz', publishedId: 'a' }, 400],
    ['unpublish into a version', { actionType: `${D}.unpublish`, draftId: 'versions.r.a', publishedId: 'a' }, 400],
    [
      "create of another's draft",
      { actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'drafts.other', _type: 't' } },
      400,
    ],
    [
      'create of a published document',
      { actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'n', _type: 't' } },
      400,
    ],
    [
      'create of another published document',
      { actionType: `${D}.create`, publishedId: 'n', attributes: { _id: 'm', _type: 't' } },
      400,
    ],
    [
      "replacing another's draft",
      { actionType: `${D}.replaceDraft`, publishedId: 'b', attributes: { _id: 'drafts.a', _type: 'article' } },
      400,
    ],
    [
      'replacing a published document',
      { actionType: `${D}.version.replace`, document: { _id: 'b', _type: 'article' } },
      400,
    ],
    [
      'a version of another document',
      { actionType: `${D}.version.create`, publishedId: 'a', document: { _id: 'versions.r.z', _type: 't' } },
      400,
    ],
    [
      'a version from another document',
      { actionType: `${D}.version.create`, publishedId: 'n', baseId: 'a', versionId: 'versions.r.n' },
      400,
    ],
    [
      'a version of nothing in particular',
      { actionType: `${D}.version.create`, publishedId: 'a', versionId: 'versions.r.a' },
      400,
    ],
    [
      "unpublish of another document's version",
      { actionType: `${D}.version.unpublish`, versionId: 'versions.r.b', publishedId: 'a' },
      400,
    ],
    ['unpublish by a draft', { actionType: `${D}.version.unpublish`, versionId: 'drafts.a', publishedId: 'a' }, 400],
    ["delete with another's draft", { actionType: `${D}.delete`, publishedId: 'b', includeDrafts: ['drafts.a'] }, 400],
    [
      'delete of a draft as the published document',
      { actionType: `${D}.delete`, publishedId: 'drafts.a', includeDrafts: [] },
      400,
    ],
    [
      'delete of a release as a document',
      { actionType: `${D}.delete`, publishedId: '_.releases.r', includeDrafts: [] },
      400,
    ],
    [
      'more ids than one action may name',
      { actionType: `${D}.delete`, publishedId: 'a', includeDrafts: Array.from({ length: 1001 }, () => 'drafts.a') },
      400,
    ],
    ['a release whose name begins with a dash', { actionType: 'sanity.action.release.create', releaseId: '-r' }, 400],
    [
      'a release that is called as a perspective',
      { actionType: 'sanity.action.release.create', releaseId: 'drafts' },
      400,
    ],
    [
      'a release of a type that there is not',
      { actionType: 'sanity.action.release.create', releaseId: 'n', metadata: { releaseType: 'foo' } },
      400,
    ],
  ])('%s is refused', (_name, action, status) => expect(failureOf(() => act(action)).status).toBe(status))

  test('a request has at least one action, and not thousands', () => {
    expect(failureOf(() => act())).toMatchObject({ status: 400, type: 'validationError' })
    const discards = Array.from({ length: 1001 }, () => ({ actionType: `${D}.discard`, draftId: 'drafts.a' }))
    expect(failureOf(() => act(...discards))).toMatchObject({ status: 400, type: 'validationError' })
  })

  test('a release is written by its own actions only', () => {
    const R = 'sanity.action.release'
    const patches = [{ set: { x: 1 } }, { unset: ['metadata'] }]
    for (const patch of patches)
      expect(failureOf(() => mutate({ patch: { id: '_.releases.r', ...patch } })).status).toBe(400)
    for (const kind of ['create', 'createIfNotExists', 'createOrReplace'])
      expect(failureOf(() => mutate({ [kind]: { _id: '_.releases.new', _type: 'system.release' } })).status).toBe(400)
    expect(failureOf(() => mutate({ delete: { id: '_.releases.r' } })).status).toBe(400)
    expect(summary(mutate({ create: { _id: '_.schemas.x', _type: 'system.schema' } }))).toEqual(['create _.schemas.x'])
    expect(
      act({
        actionType: `${R}.edit`,
        releaseId: 'r',
        patch: { set: { 'metadata.title': 'New', 'metadata.x': 1 }, setIfMissing: { metadata: {} } },
      })[0]?.after,
    ).toMatchObject({ state: 'active', metadata: { title: 'New', x: 1 } })
  })

  test.each<[string, unknown]>([
    ['set', { set: { state: 'published' } }],
    ['set of the name', { set: { name: 'other' } }],
    ['setIfMissing', { setIfMissing: { publishAt: '2026-01-01T00:00:00Z' } }],
    ['unset', { unset: ['name'] }],
    ['inc', { inc: { state: 1 } }],
    ['dec', { dec: { state: 1 } }],
    ['insert after', { insert: { after: 'finalDocumentStates[-1]', items: [] } }],
    ['insert before', { insert: { before: 'finalDocumentStates[0]', items: [] } }],
    ['insert replace', { insert: { replace: 'finalDocumentStates[0]', items: [] } }],
    ['diffMatchPatch', { diffMatchPatch: { state: '@@ -1,3 +1,3 @@\n-Old\n+New\n' } }],
    ['a recursive path', { set: { '..state': 'published' } }],
    ['a recursive path from metadata', { set: { 'metadata..state': 'published' } }],
    ['a recursive path in brackets', { unset: ['metadata[0]..name'] }],
    ['a name that only begins like metadata', { set: { metadataX: 1 } }],
    ['a union of names', { set: { '[metadata,state]': 'published' } }],
    ['one path within and one beyond', { set: { 'metadata.title': 'x', state: 'published' } }],
    ['a release type that there is not', { set: { 'metadata.releaseType': 'foo' } }],
    ['no release type', { unset: ['metadata.releaseType'] }],
    ['no metadata', { unset: ['metadata'] }],
    ['metadata that is none', { set: { metadata: 'x' } }],
  ])('editing a release changes its metadata only: %s is refused', (_name, patch) => {
    expect(failureOf(() => act({ actionType: 'sanity.action.release.edit', releaseId: 'r', patch })).status).toBe(400)
  })
})
