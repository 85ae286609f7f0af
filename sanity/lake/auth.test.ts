import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { onThisPort, openTestLake, postForm, type TestLake } from './testing.ts'

let lake: TestLake
let clock = new Date('2026-11-24T08:00:00.000Z')
beforeAll(async () => {
  lake = await openTestLake({ now: () => clock })
})
afterAll(() => lake.close())

const at = (path: string) => `${lake.base}${path}`
const me = '/v2025-02-19/users/me'
const mutate = '/v2025-02-19/data/mutate/production'
const question = `/v2025-02-19/data/query/production?query=${encodeURIComponent('*')}`
const body = JSON.stringify({ mutations: [{ createOrReplace: { _id: 'n', _type: 'note' } }] })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function status(path: string, init?: RequestInit): Promise<number> {
  const answer = await fetch(at(path), { redirect: 'manual', ...init })
  await answer.body?.cancel()
  return answer.status
}

describe('strangers', () => {
  test.each([
    me,
    question,
    '/v1/data/doc/production/a',
    '/v1/data/listen/production?query=*',
    '/v1/data/live/events/production?includeDrafts=true',
    '/v1/data/export/production',
    '/v1/features',
    '/v1/nothing/here',
  ])('are told nothing at %s', async (path) => {
    expect(await status(path)).toBe(401)
    expect(await status(path, { headers: bearer('wrong') })).toBe(401)
  })

  test('may not write', async () => {
    expect(await status(mutate, { method: 'POST', body })).toBe(401)
    expect(await status('/v1/assets/images/production', { method: 'POST', body })).toBe(401)
  })

  test('may see the sign-in page, the providers and the ping', async () => {
    expect(await status('/sign-in')).toBe(200)
    expect(await status('/v1/ping')).toBe(200)
    const providers: unknown = await (await fetch(at('/v1/auth/providers'))).json()
    expect(providers).toMatchObject({ providers: [{ url: `${lake.base}/sign-in` }] })
    expect(await status('/v1/auth/logout', { method: 'POST' })).toBe(204)
  })

  test('an error has the form that the client understands, and is not stored', async () => {
    const answer = await fetch(at(me))
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answer.json()).toMatchObject({
      statusCode: 401,
      error: { type: 'httpUnauthorized', description: expect.any(String) },
      message: expect.any(String),
    })
  })
})

describe('tokens', () => {
  test('a viewer reads and may not write', async () => {
    const token = await lake.lake.createToken({ label: 'reader', role: 'viewer' })
    expect(await status(me, { headers: bearer(token) })).toBe(200)
    expect(await status(question, { headers: bearer(token) })).toBe(200)
    expect(await status(mutate, { method: 'POST', headers: bearer(token), body })).toBe(403)
    const action = {
      actionType: 'sanity.action.document.create',
      publishedId: 'x',
      attributes: { _id: 'drafts.x', _type: 'note' },
    }
    expect(
      await status('/v1/data/actions/production', {
        method: 'POST',
        headers: bearer(token),
        body: JSON.stringify({ actions: [action] }),
      }),
    ).toBe(403)
  })

  test('the site reads what is published, and nothing else', async () => {
    const client = lake.client()
    await client.createOrReplace({ _id: 'drafts.s', _type: 'note' })
    await client.createOrReplace({ _id: 's', _type: 'note' })
    const site = lake.client({ token: lake.lake.siteToken, perspective: 'published' })
    expect(await site.fetch('*[_id match "s"]._id')).toEqual(['s'])
    await expect(site.withConfig({ perspective: 'drafts' }).fetch('*')).rejects.toMatchObject({ statusCode: 403 })
    await expect(site.withConfig({ perspective: 'raw' }).fetch('*')).rejects.toMatchObject({ statusCode: 403 })
    expect(await site.getDocuments(['s', 'drafts.s'])).toMatchObject([{ _id: 's' }, null])
    await expect(site.create({ _type: 'note' })).rejects.toMatchObject({ statusCode: 403 })
    await expect(site.request({ url: '/data/history/production/transactions/s' })).rejects.toMatchObject({
      statusCode: 403,
    })
    await expect(site.request({ url: '/users/me' })).rejects.toMatchObject({ statusCode: 403 })
  })
})

describe('signing in', () => {
  test('a link works once and leads to the Studio', async () => {
    const link = onThisPort(await lake.lake.createSignInLink(), lake.origin)
    expect((await fetch(link, { method: 'HEAD', redirect: 'manual' })).status).toBe(200)
    // The first time it asks for a name, and is not used up by having been looked at.
    const code = new URL(link).searchParams.get('code') ?? ''
    expect(await (await fetch(link, { redirect: 'manual' })).text()).toContain('你的名字是？')
    const answer = await postForm(at('/sign-in/link'), { code, skip: '1' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/studio')
    const set = answer.headers.get('set-cookie') ?? ''
    expect(set).toMatch(/^lake-[0-9a-f]{8}=[\w-]{43}; Path=\/lake; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
    const cookie = set.split(';')[0] ?? ''
    expect(await (await fetch(at(me), { headers: { cookie } })).json()).toMatchObject({
      id: 'owner',
      name: '管理員',
      role: 'administrator',
    })
    const again = await fetch(link, { redirect: 'manual' })
    expect(again.status).toBe(410)
    expect(await again.text()).toContain('npm run lake -- sign-in')
    expect((await fetch(link, { redirect: 'manual', headers: { cookie } })).status).toBe(303)
    // From the second time on, opening the link is all.
    expect(
      (await fetch(onThisPort(await lake.lake.createSignInLink(), lake.origin), { redirect: 'manual' })).status,
    ).toBe(303)
  })

  test('a link is good for fifteen minutes, a session for thirty days', async () => {
    const link = onThisPort(await lake.lake.createSignInLink(), lake.origin)
    const cookie = await lake.signIn()
    const began = clock
    clock = new Date(began.getTime() + 15 * 60_000)
    expect((await fetch(link, { redirect: 'manual' })).status).toBe(410)
    clock = new Date(began.getTime() + 30 * 86_400_000 - 1)
    expect(await status(me, { headers: { cookie } })).toBe(200)
    clock = new Date(began.getTime() + 30 * 86_400_000)
    expect(await status(me, { headers: { cookie } })).toBe(401)
  })

  test('signing out ends the session and the streams it holds', async () => {
    const cookie = await lake.signIn()
    const stream = await fetch(at(`/v1/data/listen/production?query=${encodeURIComponent('*')}`), {
      headers: { cookie },
    })
    expect(stream.status).toBe(200)
    expect(await status('/v1/auth/logout', { method: 'POST', headers: { cookie, origin: lake.origin } })).toBe(204)
    await expect(stream.text()).resolves.not.toContain('event: mutation') // it ended, in good order
    expect(await status(me, { headers: { cookie } })).toBe(401)
  })

  test('on https the cookie is Secure', async () => {
    const other = await openTestLake({ publicUrl: 'https://example.org' })
    const code = new URL(await other.lake.createSignInLink()).searchParams.get('code') ?? ''
    const answer = await postForm(`${other.base}/sign-in/link`, { code, skip: '1' })
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/)
    await other.close()
  })

  test('ten failing codes, and the address has to wait; a forwarded address is not believed from anybody', async () => {
    const other = await openTestLake()
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        fetch(`${other.base}/sign-in?code=wrong${index}`, { headers: { 'x-forwarded-for': `9.9.9.${index}` } }),
      ),
    )
    expect(tries.map((answer) => answer.status)).toEqual(Array(10).fill(410))
    expect((await fetch(`${other.base}/sign-in?code=wrong`)).status).toBe(429)
    await other.close()
  })
})

describe('with a cookie, the page must be our own', () => {
  /** `fetch` sets Origin and Host by itself; this says them as given. */
  function post(headers: Record<string, string>): Promise<number> {
    return new Promise((resolve, reject) => {
      const req = request(
        at(mutate),
        { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
        (res) => {
          res.resume()
          resolve(res.statusCode ?? 0)
        },
      )
      req.on('error', reject)
      req.end(body)
    })
  }

  test('writing', async () => {
    const cookie = await lake.signIn()
    expect(await post({ cookie })).toBe(403)
    expect(await post({ cookie, origin: 'null' })).toBe(403)
    expect(await post({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await post({ cookie, origin: `${lake.origin}.evil.example` })).toBe(403)
    expect(await post({ cookie, origin: lake.origin })).toBe(200)
    expect(await post({ cookie, origin: 'http://localhost:4711', host: 'localhost:4711' })).toBe(200)
    expect(await post({ ...bearer(lake.token), origin: 'https://evil.example' })).toBe(200)
  })

  test('WebSockets', async () => {
    const cookie = await lake.signIn()
    const opened = (headers: Record<string, string>) =>
      new Promise<number>((resolve) => {
        const socket = new WebSocket(`${lake.base.replace('http', 'ws')}/streams`, { headers })
        socket.on('open', () => {
          socket.close()
          resolve(101)
        })
        socket.on('unexpected-response', (_req, res) => {
          res.destroy()
          resolve(res.statusCode ?? 0)
        })
        socket.on('error', () => {})
      })
    expect(await opened({})).toBe(401)
    expect(await opened({ cookie })).toBe(403)
    expect(await opened({ cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await opened({ cookie, origin: lake.origin })).toBe(101)
  })
})

describe('what a request may be', () => {
  const post = (path: string, text: string) =>
    fetch(at(path), { method: 'POST', headers: bearer(lake.token), body: text })

  test('bodies that are wrong, and too large', async () => {
    expect((await post(mutate, 'no json')).status).toBe(400)
    expect((await post(mutate, '{"mutations": 1}')).status).toBe(400)
    expect((await post('/v1/data/query/production', JSON.stringify({ query: 'x'.repeat(2_000_000) }))).status).toBe(413)
  })

  test('other methods, other datasets, broken addresses', async () => {
    const headers = bearer(lake.token)
    const other = await fetch(at(mutate), { headers })
    expect([other.status, other.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    expect(await status(mutate, { method: 'OPTIONS' })).toBe(204)
    expect(await status('/v1/data/query/other?query=1', { headers })).toBe(404)
    expect(await status('/v1/projects/other', { headers })).toBe(404)
    expect(await status('/v1/data/doc/production/%ff', { headers })).toBe(400)
    expect(await status('/v1/data/query/production?query=1&perspective=a%20b', { headers })).toBe(400)
    expect(await status('/v1/data/query/production?query=$a&$a=x', { headers })).toBe(400)
    expect(await status('/v1/nothing', { headers })).toBe(404)
    expect(await status(question, { method: 'HEAD', headers })).toBe(200)
  })
})
