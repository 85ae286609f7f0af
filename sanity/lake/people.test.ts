import { readdir, readFile } from 'node:fs/promises'
import { request } from 'node:http'
import { createClient, type SanityClient } from '@sanity/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { cookieOf, onThisPort, openTestLake, postForm, type TestLake } from './testing.ts'

let lake: TestLake
let clock = new Date('2026-11-24T08:00:00.000Z')
const roles = { marketer: { title: '行銷', description: '', writes: '_type == "banner"' } }
beforeAll(async () => {
  lake = await openTestLake({ now: () => clock, roles })
})
afterAll(() => lake.close())

const signInAs = (name: string, password: string) => postForm(`${lake.base}/sign-in`, { name, password })
const codeOf = (link: string) => new URL(link).searchParams.get('code') ?? ''
const status = async (cookie: string) => (await fetch(`${lake.base}/v1/users/me`, { headers: { cookie } })).status
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

async function add(name: string, role = 'marketer'): Promise<{ password: string; cookie: string }> {
  const password = await lake.lake.obey({ command: 'user-add', name, role })
  return { password, cookie: cookieOf(await signInAs(name, password)) }
}

describe('passwords', () => {
  test('user add prints one that signs in, once; the name is told apart without regard to case and width', async () => {
    const password = await lake.lake.obey({ command: 'user-add', name: 'Wang Hu', role: 'marketer' })
    expect(password).toMatch(/^[a-z2-9]{5}(-[a-z2-9]{5}){3}$/)
    const answer = await signInAs('ｗａｎｇ hu', password)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/studio'])
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax$/)
    expect(await clientOf(cookieOf(answer)).users.getById('me')).toMatchObject({
      name: 'Wang Hu',
      role: 'marketer',
      roles: [{ name: 'marketer', title: '行銷' }],
    })
    await expect(lake.lake.obey({ command: 'user-add', name: 'WANG HU', role: 'viewer' })).rejects.toMatchObject({
      name: 'NameError',
    })
    await expect(lake.lake.obey({ command: 'user-add', name: 'x', role: 'nobody' })).rejects.toThrow(
      'There is no role "nobody"; there are administrator, marketer, viewer.',
    )
  })

  test('who wanted a page of the Studio gets there, and nowhere else', async () => {
    const { password, cookie } = await add('池岸')
    const wanted = `${lake.origin}/studio/presentation?preview=%2Fzh-TW`
    const form = await (await fetch(`${lake.base}/sign-in?origin=${encodeURIComponent(wanted)}`)).text()
    expect(form).toContain(`name="to" value="${wanted}"`)
    const goesTo = async (to: string) =>
      (await postForm(`${lake.base}/sign-in`, { name: '池岸', password, to })).headers.get('location')
    expect(await goesTo(wanted)).toBe('/studio/presentation?preview=%2Fzh-TW')
    for (const to of [
      'https://elsewhere.example/',
      'https://elsewhere.example/studio-of-mine',
      '//elsewhere.example/studio',
      'javascript:alert(1)',
      `${lake.origin}/studio/../lake`,
      `${lake.origin}/studio/${'x'.repeat(3000)}`,
      '',
    ])
      expect(await goesTo(to), to).toBe('/studio')
    const signedIn = await fetch(`${lake.base}/sign-in?origin=${encodeURIComponent(wanted)}`, {
      headers: { cookie },
      redirect: 'manual',
    })
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/studio/presentation?preview=%2Fzh-TW'])
  })

  test('a one-time link opens the page that this browser was led away from, once, and nothing else', async () => {
    const wanted = `${lake.origin}/studio/presentation?preview=%2Fzh-TW`
    const shown = await fetch(`${lake.base}/sign-in?origin=${encodeURIComponent(wanted)}`)
    expect(shown.headers.get('set-cookie')).toMatch(/; Path=\/lake\/sign-in; Max-Age=3600; HttpOnly; SameSite=Lax$/)
    const cookie = cookieOf(shown)
    const open = async (header: string) =>
      fetch(onThisPort(await lake.lake.obey({ command: 'sign-in' }), lake.origin), {
        headers: { cookie: header },
        redirect: 'manual',
      })
    await lake.signIn({ name: '管理員' })
    const opened = await open(cookie)
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/studio/presentation?preview=%2Fzh-TW'])
    const set = opened.headers.getSetCookie()
    expect(set).toHaveLength(2)
    expect(set[1]).toMatch(new RegExp(`^${cookie.split('=')[0]}=; Path=/lake/sign-in; Max-Age=0;`))
    const name = cookie.split('=')[0]
    for (const value of [
      '',
      '%E0%A4%A',
      encodeURIComponent('https://elsewhere.example/studio/'),
      encodeURIComponent('https://elsewhere.example/'),
    ]) {
      expect((await open(`${name}=${value}`)).headers.get('location'), value).toMatch(/^\/studio\/?$/)
    }
  })

  test('a wrong password and an unknown name get the same page, with the name kept and nothing that is typed taken for markup', async () => {
    await add('林岸')
    const wrong = await signInAs('林岸', 'not the password')
    const unknown = await signInAs('"><script>', 'not the password')
    expect([wrong.status, unknown.status, wrong.headers.get('set-cookie'), unknown.headers.get('set-cookie')]).toEqual([
      401,
      401,
      null,
      null,
    ])
    const [wrongText, unknownText] = [await wrong.text(), await unknown.text()]
    expect(wrongText).toContain('名字或密碼不對')
    expect(wrongText).toContain('value="林岸"')
    expect(unknownText).not.toContain('<script>')
    expect(unknownText.replace('&#34;&#62;&#60;script&#62;', '林岸')).toBe(wrongText)
    // Somebody who is only for links has no password, not an empty one.
    await lake.lake.obey({ command: 'invite', name: '只用連結', role: 'viewer' })
    expect((await signInAs('只用連結', '')).status).toBe(401)
  })

  test('the form must come from the sign-in page itself', async () => {
    const { password } = await add('石岸')
    for (const origin of ['https://evil.example', 'null']) {
      expect((await postForm(`${lake.base}/sign-in`, { name: '石岸', password }, { origin })).status).toBe(403)
      expect((await postForm(`${lake.base}/sign-in/link`, { code: 'x' }, { origin })).status).toBe(403)
    }
    // Under no-referrer browsers would send the origin "null" themselves.
    expect((await fetch(`${lake.base}/sign-in`)).headers.get('referrer-policy')).toBe('same-origin')
  })

  test('user password: a new one, and the old one and its sessions are over', async () => {
    const { password, cookie } = await add('陳渡')
    const renewed = await lake.lake.obey({ command: 'user-password', name: '陳渡' })
    expect(await status(cookie)).toBe(401)
    expect((await signInAs('陳渡', password)).status).toBe(401)
    expect((await signInAs('陳渡', renewed)).status).toBe(303)
  })

  test('nothing that signs in stands on the disk', async () => {
    const { password, cookie } = await add('藏')
    const token = await lake.lake.createToken({ label: 'hidden', role: 'viewer' })
    const files = (await readdir(lake.folder)).filter((name) => name.startsWith('lake.sqlite'))
    const contents = await Promise.all(files.map((name) => readFile(`${lake.folder}/${name}`)))
    const stands = (text: string) => contents.some((bytes) => bytes.includes(text))
    expect(stands('藏')).toBe(true)
    for (const secret of [password, cookie.split('=')[1] ?? '', token])
      expect([secret.length > 20, stands(secret)]).toEqual([true, false])
  })
})

/** Posts the sign-in form from a page under another name of this machine; `fetch` would set Host and Origin by itself. Answers the status. */
function sendAs(host: string, { base }: TestLake, fields: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { host, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' }
    request(`${base}/sign-in`, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
      .on('error', reject)
      .end(String(new URLSearchParams(fields)))
  })
}

describe('failing too often', () => {
  test('ten times from one address, over links and passwords; what succeeds is not counted', async () => {
    const other = await openTestLake()
    const password = await other.lake.obey({ command: 'user-add', name: '好人', role: 'viewer' })
    const tries = ['a', 'b', 'c', 'd', 'e'].flatMap((text) => [
      postForm(`${other.base}/sign-in`, { name: text, password: text }),
      fetch(`${other.base}/sign-in?code=${text}`),
    ])
    expect((await Promise.all(tries)).map((answer) => answer.status).toSorted()).toEqual([
      ...Array(5).fill(401),
      ...Array(5).fill(410),
    ])
    const refused = await postForm(`${other.base}/sign-in`, { name: '好人', password })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(800)
    // The right link lets in from there too: an invitation with its form, and the owner's own.
    const invitation = onThisPort(
      await other.lake.obey({ command: 'invite', name: '新來的', role: 'viewer' }),
      other.origin,
    )
    expect((await fetch(invitation)).status).toBe(200)
    expect((await postForm(`${other.base}/sign-in/link`, { code: codeOf(invitation), name: '新來的' })).status).toBe(
      303,
    )
    expect(await other.signIn()).not.toBe('')
    expect((await fetch(`${other.base}/sign-in?code=wrong`)).status).toBe(429)
    expect((await fetch(invitation)).status).toBe(429)
    await other.close()
  })

  test('what a page of another site loads is not counted, nor what is sent under a name that was led here', async () => {
    const other = await openTestLake()
    const password = await other.lake.obey({ command: 'user-add', name: '好人', role: 'viewer' })
    for (let index = 0; index < 12; index += 1) {
      const loaded = await fetch(`${other.base}/sign-in?code=${index}`, {
        headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' },
      })
      const rebound = await sendAs('rebound.example:3000', other, { name: '好人', password: String(index) })
      expect([loaded.status, rebound]).toEqual([410, 403])
    }
    expect((await postForm(`${other.base}/sign-in`, { name: '好人', password })).status).toBe(303)
    await other.close()
  })
})

describe('invitations', () => {
  test('the link asks for a name and is used up only when it is given; commits, history and the Studio then know the person', async () => {
    const link = onThisPort(await lake.lake.obey({ command: 'invite', name: '新人', role: 'marketer' }), lake.origin)
    for (const method of ['HEAD', 'GET', 'GET']) expect((await fetch(link, { method })).status).toBe(200)
    const form = await (await fetch(link)).text()
    expect(form).toContain('你的名字是？')
    expect(form).toContain('value="新人"')
    const say = (fields: Record<string, string>) =>
      postForm(`${lake.base}/sign-in/link`, { code: codeOf(link), ...fields })
    expect(await (await say({ name: ' ' })).text()).toContain('請填名字')
    expect(await (await say({ name: '管理員' })).text()).toContain('已經有人用了')
    expect(await (await say({ name: '何小湖', password: 'short' })).text()).toContain('至少要 12 個字元')
    for (const password of ['aaaaaaaaaaaa', '123456789012', '何小湖何小湖何小湖何小湖']) {
      const easy = await say({ name: '何小湖', password })
      expect([easy.status, (await easy.text()).includes('這個密碼太容易被猜到')]).toEqual([400, true])
    }
    const answer = await say({ name: ' 何小湖 ', password: 'a lake at night' })
    expect(answer.status).toBe(303)
    expect((await say({ name: '又一個' })).status).toBe(410)

    const client = clientOf(cookieOf(answer))
    const me = await client.users.getById('me')
    expect(me).toMatchObject({ name: '何小湖' })
    const { _rev } = await client.create({ _id: 'drafts.b', _type: 'banner' })
    await client.action({ actionType: 'sanity.action.document.publish', draftId: 'drafts.b', publishedId: 'b' })
    const log = String(
      await lake
        .client()
        .request<unknown>({ url: '/data/history/production/transactions/drafts.b,b?excludeContent=true' }),
    )
      .trim()
      .split('\n')
    expect(log.map((line): unknown => JSON.parse(line))).toMatchObject([{ id: _rev, author: me.id }, { author: me.id }])
    expect(await lake.client().request({ url: `/users/${me.id}` })).toMatchObject({ displayName: '何小湖' })
    await expect(client.create({ _type: 'article' })).rejects.toMatchObject({ statusCode: 403 })
    // The password that came with the name works.
    expect((await signInAs('何小湖', 'a lake at night')).status).toBe(303)
  })

  test('the form may be skipped; a second link needs no name any more, and no role', async () => {
    const first = await lake.lake.obey({ command: 'invite', name: '略過', role: 'viewer' })
    const answer = await postForm(`${lake.base}/sign-in/link`, {
      code: codeOf(first),
      name: '',
      password: 'x',
      skip: '1',
    })
    expect(await clientOf(cookieOf(answer)).users.getById('me')).toMatchObject({ name: '略過' })
    const second = onThisPort(await lake.lake.obey({ command: 'invite', name: '略過' }), lake.origin)
    expect((await fetch(second, { redirect: 'manual' })).status).toBe(303)
    await expect(lake.lake.obey({ command: 'invite', name: '略過', role: 'administrator' })).rejects.toMatchObject({
      name: 'RefusedError',
    })
    await expect(lake.lake.obey({ command: 'invite', name: '沒有這個人' })).rejects.toThrow('name a role')
  })

  test('a link is good for three days; then it says whom to ask', async () => {
    const link = onThisPort(await lake.lake.obey({ command: 'invite', name: '太晚', role: 'viewer' }), lake.origin)
    const began = clock
    clock = new Date(began.getTime() + 3 * 86_400_000 - 1)
    expect((await fetch(link)).status).toBe(200)
    clock = new Date(began.getTime() + 3 * 86_400_000)
    const late = await fetch(link)
    clock = began
    expect(late.status).toBe(410)
    expect(await late.text()).toContain('請向網站管理員或寄連結給你的人要一個新的')
  })
})

describe('ending', () => {
  /** Opens a stream over HTTP and the Studio's socket, and answers when each is over. */
  async function hold(headers: Record<string, string>): Promise<{ over: Promise<unknown[]> }> {
    const stream = await fetch(`${lake.base}/v1/data/listen/production?query=${encodeURIComponent('*')}`, { headers })
    expect(stream.status).toBe(200)
    const sockets = ['/streams', '/v1/socket/production'].map(
      (path) =>
        new WebSocket(`${lake.base.replace('http', 'ws')}${path}`, { headers: { ...headers, origin: lake.origin } }),
    )
    await Promise.all(
      sockets.map((socket) => new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))),
    )
    return {
      over: Promise.all([
        stream.text(),
        ...sockets.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      ]),
    }
  }

  test('user remove ends what is open at once; history still names the person, and the name is free again', async () => {
    const { password, cookie } = await add('走了')
    const client = clientOf(cookie)
    const { id } = await client.users.getById('me')
    await client.create({ _id: 'left', _type: 'banner' })
    const { over } = await hold({ cookie })
    const invitation = onThisPort(await lake.lake.obey({ command: 'invite', name: '走了' }), lake.origin)
    await lake.lake.obey({ command: 'user-remove', name: '走了' })
    expect(await over).toHaveLength(3)
    expect(await status(cookie)).toBe(401)
    expect((await signInAs('走了', password)).status).toBe(401)
    expect((await fetch(invitation)).status).toBe(410)
    await expect(client.create({ _type: 'banner' })).rejects.toMatchObject({ statusCode: 401 })
    expect(await lake.client().request({ url: `/users/${id}` })).toMatchObject({ displayName: '走了' })
    expect(await lake.lake.obey({ command: 'user-list' })).not.toContain('走了')
    const again = await add('走了')
    expect((await clientOf(again.cookie).users.getById('me')).id).not.toBe(id)
  })

  test('a write whose body is still coming in when the account ends is not written', async () => {
    const { cookie } = await add('寫到一半')
    const seq = lake.lake.seq
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    const writer = writable.getWriter()
    const answer = fetch(`${lake.base}/v1/data/mutate/production`, {
      method: 'POST',
      headers: { cookie, origin: lake.origin },
      body: readable,
      duplex: 'half',
    } as RequestInit)
    await writer.write(Buffer.from('{"mutations": [{"create": {"_type": '))
    // The request is under way when the lake has noted the use of the account.
    await expect.poll(async () => lake.lake.obey({ command: 'user-list' })).toMatch(/寫到一半.*UTC$/m)
    await lake.lake.obey({ command: 'user-remove', name: '寫到一半' })
    await writer.write(Buffer.from('"banner"}}]}'))
    await writer.close()
    expect((await answer).status).toBe(401)
    expect(lake.lake.seq).toBe(seq)
  })

  test("token revoke, by label and by id; anyone who has the folder can't be removed", async () => {
    const byLabel = await lake.lake.obey({ command: 'token', role: 'viewer', label: 'by label' })
    const byId = await lake.lake.obey({ command: 'token', role: 'viewer', label: 'by id' })
    const { over } = await hold({ authorization: `Bearer ${byLabel}` })
    expect(await lake.lake.obey({ command: 'token-revoke', token: 'by label' })).toBe('1 revoked')
    expect(await over).toHaveLength(3)
    await expect(lake.client({ token: byLabel }).fetch('1')).rejects.toMatchObject({ statusCode: 401 })
    const { id } = await lake.client({ token: byId }).users.getById('me')
    await lake.lake.obey({ command: 'token-revoke', token: id })
    await expect(lake.client({ token: byId }).fetch('1')).rejects.toMatchObject({ statusCode: 401 })
    expect(await lake.client().request({ url: `/users/${id}` })).toMatchObject({ displayName: 'by id' }) // history goes on naming it
    expect(await lake.lake.obey({ command: 'token-list' })).not.toContain('by id')
    expect(await lake.lake.obey({ command: 'token-revoke', token: 'by label' })).toBe('there is no such token')
    await expect(lake.lake.obey({ command: 'user-remove', name: '管理員' })).rejects.toMatchObject({
      name: 'RefusedError',
    })
    await expect(lake.lake.obey({ command: 'user-remove', name: '沒有這個人' })).rejects.toMatchObject({
      name: 'RefusedError',
    })
  })
})

test('the lists show role and last use, which outlives a restart', async () => {
  let other = await openTestLake({ now: () => clock, roles, publicUrl: 'http://lake.example' }) // else the cookie's name would follow the port
  const password = await other.lake.obey({ command: 'user-add', name: '丁', role: 'marketer' })
  const token = await other.lake.obey({ command: 'token', role: 'viewer', label: 'report' })
  const began = clock
  const lines = async (what: 'user-list' | 'token-list') =>
    (await other.lake.obey({ command: what })).split('\n').map((line) => line.split('\t'))
  expect(await lines('user-list')).toContainEqual([
    '丁',
    'marketer',
    'password or link',
    '2026-11-24 08:00 UTC',
    'never',
  ])
  const cookie = cookieOf(await postForm(`${other.base}/sign-in`, { name: '丁', password }))
  clock = new Date(began.getTime() + 30_000)
  await fetch(`${other.base}/v1/users/me`, { headers: { cookie } })
  clock = new Date(began.getTime() + 60_000 - 1) // within a minute of the first use: written at the end
  await fetch(`${other.base}/v1/users/me`, { headers: { cookie } })
  clock = new Date(began.getTime() + 3_600_000)
  await other.client({ token }).fetch('1')
  other = await other.restart()
  expect(await lines('user-list')).toContainEqual([
    '丁',
    'marketer',
    'password or link',
    '2026-11-24 08:00 UTC',
    '2026-11-24 08:00 UTC',
  ])
  expect((await lines('token-list')).find(([, label]) => label === 'report')).toEqual([
    expect.stringMatching(/^token-/),
    'report',
    'viewer',
    '2026-11-24 08:00 UTC',
    '2026-11-24 09:00 UTC',
  ])
  expect((await fetch(`${other.base}/v1/users/me`, { headers: { cookie } })).status).toBe(200)
  clock = began
  await other.close()
})
