import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Action, Mutation, SanityClient } from '@sanity/client'
import { openTestLake, type TestLake } from './testing.ts'

// A table of this test's own: the lake knows no type of document by itself.
const roles = {
  writer: { title: 'Writer', description: '', writes: '_type in ["story", "sanity.imageAsset"]' },
  seller: { title: 'Seller', description: '', writes: '_type in ["offer", "sanity.imageAsset", "sanity.fileAsset"]' },
}

let lake: TestLake
const clients = new Map<string, SanityClient>()
const as = (role: string): SanityClient => {
  const client = clients.get(role)
  if (!client) throw new Error(`no client for ${role}`)
  return client
}
let admin: SanityClient

beforeAll(async () => {
  lake = await openTestLake({ roles })
  admin = lake.client()
  for (const role of ['administrator', 'writer', 'seller', 'viewer']) {
    clients.set(role, lake.client({ token: await lake.lake.createToken({ label: role, role }) }))
  }
})
afterAll(() => lake.close())

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)

/** A refusal in the hosted lake's form. */
const refusal = (index: number, permission: string) => ({
  statusCode: 403,
  response: {
    body: {
      statusCode: 403,
      error: {
        type: 'mutationError',
        description: expect.stringContaining('Insufficient permissions'),
        items: [{ index, error: { type: 'insufficientPermissionsError', permission } }],
      },
    },
  },
})

/** What each route answers each role, by status. Reading is everybody's; writing is by the type of the document. */
const reads: readonly { name: string; ask: (client: SanityClient) => Promise<unknown> }[] = [
  { name: 'query', ask: (client) => client.fetch('*[_type == "story"]') },
  { name: 'doc', ask: (client) => client.getDocument('drafts.story') },
  {
    name: 'history of transactions',
    ask: (client) => client.request({ url: '/data/history/production/transactions/story?excludeContent=true' }),
  },
  {
    name: 'history of a document',
    ask: (client) => client.request({ url: '/data/history/production/documents/story?lastRevision=true' }),
  },
  {
    name: 'history of events',
    ask: (client) => client.request({ url: '/data/history/production/events/documents/story' }),
  },
  { name: 'export', ask: (client) => client.request({ url: '/data/export/production' }) },
  { name: 'listen', ask: listened },
  { name: 'live events', ask: liveHead },
  { name: 'users/me', ask: (client) => client.users.getById('me') },
]

const story = { _id: 'story', _type: 'story' }
const offer = { _id: 'offer', _type: 'offer' }
type Write = { name: string; may: readonly string[]; mutations?: Mutation[]; actions?: Action[] }
const onlyAdministrator = ['administrator']
const writes: readonly Write[] = [
  { name: 'patch', may: ['administrator', 'writer'], mutations: [{ patch: { id: 'story', set: { title: 'x' } } }] },
  {
    name: 'patch by query',
    may: ['administrator', 'writer'],
    mutations: [{ patch: { query: '*[_type == "story"]', set: { title: 'x' } } }],
  },
  { name: 'create', may: ['administrator', 'writer'], mutations: [{ create: { _type: 'story' } }] },
  {
    name: 'create of a type that nobody was given',
    may: onlyAdministrator,
    mutations: [{ create: { _type: 'other' } }],
  },
  {
    name: 'createOrReplace of a draft',
    may: ['administrator', 'seller'],
    mutations: [{ createOrReplace: { ...offer, _id: 'drafts.offer' } }],
  },
  {
    name: 'a version of a release',
    may: ['administrator', 'seller'],
    mutations: [{ createOrReplace: { ...offer, _id: 'versions.r.offer' } }],
  },
  { name: 'delete', may: ['administrator', 'seller'], mutations: [{ delete: { id: 'spare-offer' } }] },
  {
    name: 'delete by query',
    may: ['administrator', 'seller'],
    mutations: [{ delete: { query: '*[_id == "spare-offer"]' } }],
  },
  {
    name: 'another type in place of this one',
    may: onlyAdministrator,
    mutations: [{ createOrReplace: { ...story, _type: 'offer' } }],
  },
  {
    name: 'another type in two steps',
    may: onlyAdministrator,
    mutations: [{ delete: { id: 'story' } }, { create: { ...story, _type: 'offer' } }],
  },
  {
    name: 'a draft of another type over a published document',
    may: onlyAdministrator,
    mutations: [{ create: { _id: 'drafts.story-2', _type: 'offer' } }],
  },
  {
    name: 'a version of another type over a published document',
    may: onlyAdministrator,
    mutations: [{ create: { _id: 'versions.r.story', _type: 'offer' } }],
  },
  {
    name: 'a published document of another type under a draft',
    may: onlyAdministrator,
    mutations: [{ create: { _id: 'only-draft', _type: 'offer' } }],
  },
  {
    name: 'one step within the rights and one outside',
    may: onlyAdministrator,
    mutations: [{ patch: { id: 'offer', set: { title: 'x' } } }, { patch: { id: 'story', set: { title: 'x' } } }],
  },
  {
    name: "a system document of a type of one's own",
    may: onlyAdministrator,
    mutations: [{ create: { _id: '_.odd', _type: 'story' } }],
  },
  {
    name: 'a deletion with its history',
    may: onlyAdministrator,
    actions: [{ actionType: 'sanity.action.document.delete', publishedId: 'offer', includeDrafts: [], purge: true }],
  },
  {
    name: 'a release',
    may: onlyAdministrator,
    actions: [{ actionType: 'sanity.action.release.create', releaseId: 'spring' }],
  },
  {
    name: 'action create',
    may: ['administrator', 'writer'],
    actions: [
      {
        actionType: 'sanity.action.document.create',
        publishedId: 'new',
        attributes: { _id: 'drafts.new', _type: 'story' },
        ifExists: 'fail',
      },
    ],
  },
  {
    name: 'action edit',
    may: ['administrator', 'writer'],
    actions: [
      {
        actionType: 'sanity.action.document.edit',
        draftId: 'drafts.story',
        publishedId: 'story',
        patch: { set: { title: 'x' } },
      },
    ],
  },
  {
    name: 'action publish',
    may: ['administrator', 'writer'],
    actions: [{ actionType: 'sanity.action.document.publish', draftId: 'drafts.story', publishedId: 'story' }],
  },
  {
    name: 'action unpublish',
    may: ['administrator', 'writer'],
    actions: [{ actionType: 'sanity.action.document.unpublish', draftId: 'drafts.story', publishedId: 'story' }],
  },
  {
    name: 'action delete',
    may: ['administrator', 'seller'],
    actions: [{ actionType: 'sanity.action.document.delete', publishedId: 'offer', includeDrafts: [] }],
  },
  {
    name: 'action discard',
    may: ['administrator', 'writer'],
    actions: [{ actionType: 'sanity.action.document.discard', draftId: 'drafts.story' }],
  },
]
const everybody = ['administrator', 'writer', 'seller', 'viewer']

async function seed(): Promise<void> {
  if (await admin.getDocument('_.releases.spring')) {
    await admin.releases.archive({ releaseId: 'spring' })
    await admin.releases.delete({ releaseId: 'spring' })
  }
  const documents = [
    story,
    offer,
    { _id: 'drafts.story', _type: 'story' },
    { _id: 'story-2', _type: 'story' },
    { _id: 'spare-offer', _type: 'offer' },
    { _id: 'drafts.only-draft', _type: 'story' },
  ]
  await admin.mutate([
    ...documents.map((document) => ({ createOrReplace: document })),
    ...['_.odd', 'drafts.new', 'drafts.offer', 'drafts.story-2', 'only-draft', 'versions.r.story'].map((id) => ({
      delete: { id },
    })),
  ])
}

async function liveHead(client: SanityClient): Promise<true> {
  const { token = '' } = client.config()
  const answer = await fetch(`${lake.base}/v1/data/live/events/production?includeDrafts=true`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${token}` },
  })
  if (!answer.ok) throw new Error(`live events: ${answer.status}`)
  return true
}

function listened(client: SanityClient): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const subscription = client.listen('*', {}, { events: ['welcome'] }).subscribe({
      next(event) {
        subscription.unsubscribe()
        resolve(event)
      },
      error: reject,
    })
  })
}

describe('every role reads everything', () => {
  test.each(reads.flatMap(({ name, ask }) => everybody.map((role) => ({ name, role, ask }))))(
    '$name as $role',
    async ({ role, ask }) => {
      await seed()
      await expect(ask(as(role))).resolves.toBeDefined()
    },
  )
})

describe('writing', () => {
  const cases = writes.flatMap((write) =>
    everybody.map((role) => ({ ...write, role, allowed: write.may.includes(role) })),
  )

  test('the table asks every role for something it may and, but for the administrator, something it may not', () => {
    for (const role of ['writer', 'seller'])
      expect(new Set(cases.filter((entry) => entry.role === role).map(({ allowed }) => allowed))).toEqual(
        new Set([true, false]),
      )
    expect(cases.filter(({ role, allowed }) => role === 'viewer' && allowed)).toEqual([])
    expect(cases.filter(({ role, allowed }) => role === 'administrator' && !allowed)).toEqual([])
    expect(cases.length).toBe(writes.length * everybody.length)
  })

  // As a dry run first: the Studio probes its rights that way, and must be told the truth.
  test.each(cases)('$name as $role', async ({ role, allowed, mutations, actions }) => {
    await seed()
    const before = lake.lake.seq
    for (const dryRun of [true, false]) {
      const asked = actions ? as(role).action(actions, { dryRun }) : as(role).mutate(mutations ?? [], { dryRun })
      if (allowed) await asked
      else
        await expect(asked).rejects.toMatchObject({
          statusCode: 403,
          response: {
            body: {
              error: {
                type: actions ? 'actionError' : 'mutationError',
                items: [{ error: { type: 'insufficientPermissionsError' } }],
              },
            },
          },
        })
      if (dryRun || !allowed) expect(lake.lake.seq).toBe(before)
    }
    if (allowed) expect(lake.lake.seq).toBe(before + 1)
  })

  test('nobody lays a document over another by an id within an id', async () => {
    for (const role of everybody) {
      for (const _id of [
        'versions.x.drafts.story',
        'drafts.drafts.story',
        'drafts.versions.x.story',
        'versions.x.versions.y.story',
        'drafts._.odd',
        'versions.x',
      ]) {
        await expect(as(role).create({ _id, _type: 'sanity.previewUrlSecret' })).rejects.toMatchObject({
          statusCode: 400,
          message: expect.stringContaining('Invalid document ID'),
        })
      }
    }
  })

  test('the refusal names the step and the permission', async () => {
    await seed()
    await expect(
      as('seller').mutate([
        { patch: { id: 'offer', set: { title: 'x' } } },
        { patch: { id: 'story', set: { title: 'x' } } },
      ]),
    ).rejects.toMatchObject(refusal(1, 'update'))
    await expect(as('seller').create(story)).rejects.toMatchObject({ statusCode: 409 }) // it is there: no right is in question
    await expect(as('seller').create({ _type: 'story' })).rejects.toMatchObject(refusal(0, 'create'))
  })
})

describe('uploads', () => {
  const cases = (['image', 'file'] as const).flatMap((kind) =>
    everybody.map((role) => ({
      kind,
      role,
      allowed: role === 'administrator' || role === 'seller' || (role === 'writer' && kind === 'image'),
    })),
  )
  test.each(cases)('$kind as $role', async ({ kind, role, allowed }) => {
    const upload = as(role).assets.upload(kind, png, { filename: 'dot.png' })
    if (allowed) await expect(upload).resolves.toMatchObject({ _type: `sanity.${kind}Asset` })
    else await expect(upload).rejects.toMatchObject(refusal(0, 'create'))
  })
})

describe('what the Studio is told', () => {
  test.each([
    [
      'administrator',
      [{ filter: '_id in path("**")', permissions: expect.arrayContaining(['read', 'create', 'update']) }],
    ],
    [
      'writer',
      [
        { filter: '_id in path("**")', permissions: ['read', 'history'] },
        { filter: roles.writer.writes, permissions: expect.arrayContaining(['create', 'update']) },
      ],
    ],
    [
      'viewer',
      [
        { filter: '_id in path("**")', permissions: ['read', 'history'] },
        { filter: '_type == "sanity.previewUrlSecret"', permissions: expect.arrayContaining(['create']) },
      ],
    ],
  ])('the access list of %s', async (role, expected) => {
    expect(await as(role).request({ url: '/projects/lakeside/datasets/production/acl' })).toEqual(expected)
    expect(await as(role).users.getById('me')).toMatchObject({ role, roles: [{ name: role }] })
  })

  test('the roles', async () => {
    expect(await admin.request({ url: '/projects/lakeside/roles' })).toMatchObject([
      { name: 'administrator' },
      { name: 'writer', title: 'Writer' },
      { name: 'seller' },
      { name: 'viewer' },
    ])
  })
})

test("a table of roles that can't be stops the start", async () => {
  const role = { title: '', description: '', writes: null }
  await expect(openTestLake({ roles: { site: role } })).rejects.toThrow('"site"')
  await expect(openTestLake({ roles: { viewer: role } })).rejects.toThrow('"viewer"')
  await expect(openTestLake({ roles: { odd: { ...role, writes: '_type ==' } } })).rejects.toThrow('odd')
})
