import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createClient, type SanityClient } from '@sanity/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cookieOf, openTestLake, postForm, type TestLake } from './testing.ts'

let lake: TestLake
const roles = {
  editor: { title: '編輯', description: '', writes: '_type in ["article", "preview.link", "sanity.previewUrlSecret"]' },
}
beforeEach(async () => {
  lake = await openTestLake({ roles, passTypes: ['preview.link'], publicUrl: 'http://lake.example' }) // else the cookie's name would follow the port
})
afterEach(() => lake.close())

/** The real client, with a person's session in place of a token. */
const clientOf = (cookie: string): SanityClient =>
  createClient({
    projectId: 'lakeside',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: lake.base,
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
    headers: { cookie, origin: lake.origin },
  })

async function add(name: string): Promise<{ cookie: string; password: string; client: SanityClient }> {
  const password = await lake.lake.obey({ command: 'user-add', name, role: 'editor' })
  const cookie = cookieOf(await postForm(`${lake.base}/sign-in`, { name, password }))
  return { cookie, password, client: clientOf(cookie) }
}

/** As Sanity's preview tool does it. */
const makeSecret = (client: SanityClient, secret: string) =>
  client.createOrReplace({
    _id: `drafts.${secret}`,
    _type: 'sanity.previewUrlSecret',
    secret,
    source: 'test',
    studioUrl: 'http://x/studio',
    userId: 'somebody-else',
  })
const makeLink = (client: SanityClient, id: string) =>
  client.create({
    _id: `preview-link.${id}`,
    _type: 'preview.link',
    documentId: 'a',
    path: '/',
    expiresAt: '2999-01-01T00:00:00Z',
  })

/** As the site's door does it. Answers the pass. */
async function open(secret: string, pass?: string): Promise<string | null> {
  const answer = await lake
    .client({ token: lake.lake.previewToken })
    .request<{ pass: string | null }>({ method: 'POST', url: '/draft-mode/passes', body: { secret, pass } })
  return answer.pass
}

const holds = (pass: string | null) => pass !== null && lake.lake.isDraftModePass(pass)
const passDocuments = () =>
  lake.client().fetch<string[]>('*[_type in ["preview.link", "sanity.previewUrlSecret"]] | order(_id)._id')

test('draft mode is whose secret opened it, over a restart, and ends with the account; so do that person’s secrets and links, and no one else’s', async () => {
  const [lin, chen] = [await add('林岸'), await add('陳渡')]
  for (const [{ client }, name] of [
    [lin, 'lin'],
    [chen, 'chen'],
  ] as const) {
    await makeSecret(client, name)
    await makeLink(client, name)
  }
  const [of, other] = [await open('lin'), await open('chen')]
  expect([holds(of), holds(other), of === other]).toEqual([true, true, false])
  expect(await open('lin', of ?? '')).toBe(of) // the browser's own is kept
  expect(await open('lin', other ?? '')).not.toBe(other)
  lake = await lake.restart()
  expect([holds(of), holds(other)]).toEqual([true, true])

  await lake.lake.obey({ command: 'user-remove', name: '林岸' })
  expect([holds(of), holds(other), await open('lin'), holds(await open('chen'))]).toEqual([false, true, null, true])
  expect(await passDocuments()).toEqual(['drafts.chen', 'preview-link.chen'])
  lake = await lake.restart()
  expect([holds(of), holds(other), await open('lin')]).toEqual([false, true, null])
})

test('a new password ends it, and the person opens it again; signing out ends it and leaves the links', async () => {
  const { client } = await add('林岸')
  await makeSecret(client, 'before')
  await makeLink(client, 'before')
  const before = await open('before')
  const password = await lake.lake.obey({ command: 'user-password', name: '林岸' })
  expect([holds(before), await open('before'), await passDocuments()]).toEqual([false, null, []])

  const cookie = cookieOf(await postForm(`${lake.base}/sign-in`, { name: '林岸', password }))
  await makeSecret(clientOf(cookie), 'after')
  await makeLink(clientOf(cookie), 'after')
  const after = await open('after')
  expect(holds(after)).toBe(true)
  expect(
    (await fetch(`${lake.base}/v1/auth/logout`, { method: 'POST', headers: { cookie, origin: lake.origin } })).status,
  ).toBe(204)
  expect([holds(after), await passDocuments()]).toEqual([false, ['drafts.after', 'preview-link.after']])
})

test('what a token opened ends when it is revoked; a secret that is written again is whose hand wrote it last', async () => {
  const token = await lake.lake.obey({ command: 'token', role: 'editor', label: 'script' })
  await makeSecret(lake.client({ token }), 'by-token')
  await makeLink(lake.client({ token }), 'by-token')
  const { client } = await add('林岸')
  await makeSecret(client, 'taken-over')
  const [pass, own] = [await open('by-token'), await open('taken-over')]
  await lake.client({ token }).patch('drafts.taken-over').set({ source: 'again' }).commit()
  const taken = await open('taken-over')
  expect([holds(pass), holds(own), holds(taken)]).toEqual([true, true, true])
  await lake.lake.obey({ command: 'token-revoke', token: 'script' })
  expect([
    holds(pass),
    holds(own),
    holds(taken),
    await open('by-token'),
    await open('taken-over'),
    await passDocuments(),
  ]).toEqual([false, true, false, null, null, []])
})

test('a link that a document refers to can’t be deleted, and opens nothing all the same', async () => {
  const { client } = await add('林岸')
  await makeLink(client, 'kept')
  await client.create({ _id: 'article', _type: 'article', hook: { _ref: 'preview-link.kept' } })
  await lake.lake.obey({ command: 'user-remove', name: '林岸' })
  const left = await lake.client().getDocument('preview-link.kept')
  expect(Object.keys(left ?? {}).filter((key) => !key.startsWith('_'))).toEqual([])
})

test('what somebody left who was removed before links ended with their maker is found at the next start', async () => {
  const { client } = await add('林岸')
  const { id } = await client.users.getById('me')
  await makeSecret(client, 'left')
  await makeLink(client, 'left')
  const pass = await open('left')
  await lake.stop()
  const db = new DatabaseSync(join(lake.folder, 'lake.sqlite'))
  db.prepare(
    `update records set value = json_set(value, '$.removedAt', '2026-11-01T00:00:00.000Z') where kind = 'account' and key = ?`,
  ).run(id)
  db.close()
  lake = await openTestLake({
    folder: lake.folder,
    roles,
    passTypes: ['preview.link'],
    publicUrl: 'http://lake.example',
  })
  expect([holds(pass), await passDocuments()]).toEqual([false, []])
})

test('passes are for the site itself; made-up, old and unknown secrets give none; one person has twenty at most', async () => {
  const { client, cookie } = await add('林岸')
  await makeSecret(client, 'good')
  const callers: readonly Record<string, string>[] = [
    { authorization: `Bearer ${lake.token}` },
    { authorization: `Bearer ${lake.lake.siteToken}` },
    { cookie, origin: lake.origin },
  ]
  for (const headers of callers) {
    expect(
      (await fetch(`${lake.base}/v1/draft-mode/passes`, { method: 'POST', headers, body: '{"secret":"good"}' })).status,
    ).toBe(403)
  }
  for (const secret of ['', 'bad', 'x'.repeat(10_000)]) expect(await open(secret)).toBeNull()
  for (const made of ['', 'guess', '__proto__']) expect(holds(made)).toBe(false)
  const passes = []
  for (let index = 0; index < 21; index += 1) passes.push(await open('good'))
  expect(passes.map(holds)).toEqual([false, ...Array(20).fill(true)])
})
