import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { onThisPort, openTestLake, postForm, type TestLake } from './testing.ts'

const studio = 'https://studio.example'
const stranger = 'https://evil.example'

let lake: TestLake
let cookie: string
beforeAll(async () => {
  lake = await openTestLake({ allowedOrigins: [studio, 'http://localhost:3000'], studioUrl: `${studio}/studio` })
  cookie = await lake.signIn()
})
afterAll(() => lake.close())

const at = (path: string) => `${lake.base}/v2025-02-19${path}`
const shares = (answer: Response) => ({
  origin: answer.headers.get('access-control-allow-origin'),
  credentials: answer.headers.get('access-control-allow-credentials'),
})

describe('a page of an allowed origin', () => {
  test('may read what is answered to its session', async () => {
    const answer = await fetch(at('/users/me'), { headers: { cookie, origin: studio } })
    expect(answer.status).toBe(200)
    expect(shares(answer)).toEqual({ origin: studio, credentials: 'true' })
    expect(answer.headers.get('vary')).toContain('Origin')
  })

  test('may read refusals too, so that the Studio shows its login screen, and event streams', async () => {
    const refusal = await fetch(at('/users/me'), { headers: { origin: studio } })
    expect(refusal.status).toBe(401)
    expect(shares(refusal)).toEqual({ origin: studio, credentials: 'true' })
    const stream = await fetch(at('/data/live/events/production'), { headers: { cookie, origin: studio } })
    await stream.body?.cancel()
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(shares(stream)).toEqual({ origin: studio, credentials: 'true' })
  })

  test.each(['/data/mutate/production', '/nothing/here'])('may ask before it sends: %s', async (path) => {
    const wanted = 'authorization,content-type,x-sanity-project-id,last-event-id'
    const answer = await fetch(at(path), {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    })
    expect(answer.status).toBe(204)
    expect(shares(answer)).toEqual({ origin: 'http://localhost:3000', credentials: 'true' })
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, POST, PUT, PATCH, DELETE')
    expect(answer.headers.get('access-control-allow-headers')).toBe(wanted)
  })

  test('may write', async () => {
    const body = JSON.stringify({ mutations: [{ createOrReplace: { _id: 'n', _type: 'note' } }] })
    const answer = await fetch(at('/data/mutate/production'), {
      method: 'POST',
      headers: { cookie, origin: studio },
      body,
    })
    expect(answer.status).toBe(200)
    expect(shares(answer)).toEqual({ origin: studio, credentials: 'true' })
  })

  test('may open WebSockets', async () => {
    const socket = new WebSocket(`${lake.base.replace('http', 'ws')}/streams`, { headers: { cookie, origin: studio } })
    await once(socket, 'open')
    expect(socket.readyState).toBe(WebSocket.OPEN)
    socket.close()
  })
})

describe('a page of another origin', () => {
  test.each([stranger, `${studio}.evil.example`, 'http://studio.example', 'null'])(
    '%s may read nothing and change nothing',
    async (origin) => {
      const read = await fetch(at('/users/me'), { headers: { cookie, origin } })
      expect(shares(read)).toEqual({ origin: null, credentials: null })
      const preflight = await fetch(at('/data/mutate/production'), {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
      expect(shares(preflight)).toEqual({ origin: null, credentials: null })
      expect(preflight.headers.get('access-control-allow-methods')).toBeNull()
      const before = lake.lake.seq
      const body = JSON.stringify({ mutations: [{ create: { _id: 'stolen', _type: 'note' } }] })
      expect(
        (await fetch(at('/data/mutate/production'), { method: 'POST', headers: { cookie, origin }, body })).status,
      ).toBe(403)
      expect(lake.lake.seq).toBe(before)
    },
  )

  test('without allowed origins there is no word of them', async () => {
    const closed = await openTestLake()
    onTestFinished(() => closed.close())
    const answer = await fetch(`${closed.base}/v1/ping`, { headers: { origin: studio } })
    expect(shares(answer)).toEqual({ origin: null, credentials: null })
  })
})

describe('signing in', () => {
  test('leads to the Studio; without https the cookie stays on its site', async () => {
    const answer = await fetch(onThisPort(await lake.lake.createSignInLink(), lake.origin), { redirect: 'manual' })
    expect(answer.headers.get('location')).toBe(`${studio}/studio`)
    expect(answer.headers.get('set-cookie')).toMatch(/; SameSite=Lax$/)
  })

  test('over https the cookie goes along from other sites', async () => {
    const open = await openTestLake({ publicUrl: 'https://lake.example', allowedOrigins: [studio] })
    onTestFinished(() => open.close())
    const code = new URL(await open.lake.createSignInLink()).searchParams.get('code') ?? ''
    const answer = await postForm(`${open.base}/sign-in/link`, { code, skip: '1' }, { origin: 'https://lake.example' })
    expect(answer.headers.get('set-cookie')).toMatch(/; SameSite=None; Secure$/)
  })
})
