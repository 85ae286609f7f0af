import { createServer } from 'node:http'
import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createClient } from '@sanity/client'
import { dial, portOf, readAll, sendRaw, statusesIn } from '#server/testing.ts'
import { head, page, portIn } from './support/raw-request.ts'
import { articlePath, clientFor, expect, test } from './support/test.ts'
import { readerPages } from './support/reader-pages.ts'
import { startProcess } from './support/site-process.ts'

// The process as a hostile or broken network meets it: connections and their ends, not a browser.

test('a thousand connections that are held, half asked or never read, keep no reader waiting', async ({
  publication,
}) => {
  const port = portIn(publication.url)
  const held: Socket[] = []
  const dialHeld = async (bytes: string) => {
    const socket = await dial(port)
    socket.pause()
    socket.write(bytes)
    held.push(socket)
  }
  await Promise.all(Array.from({ length: 500 }, () => dialHeld(`${page}X: never ended`)))
  await Promise.all(Array.from({ length: 500 }, () => dialHeld(`${page}\r\n`)))
  const answer = await fetch(`${publication.url}${articlePath}`)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('</html>')
  expect(held.filter((socket) => !socket.closed)).toHaveLength(1_000)
  for (const socket of held) socket.destroy()
})

test('from the first moment the port listens it says what it is waiting for', async ({ dataFolder }) => {
  const free = createServer()
  const port = await portOf(free)
  free.close()
  await once(free, 'close')
  const url = `http://127.0.0.1:${port}`
  const starting = startProcess({ LAKESIDE_DATA: dataFolder, PORT: String(port) })

  // Asked at short intervals: what follows must be heard before a quick machine has finished its start.
  await expect(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200)).toPass({ intervals: [20] })
  const early = await fetch(`${url}/readyz`)
  expect([early.status, early.headers.get('cache-control')]).toEqual([503, 'no-store'])
  expect(await early.json()).toMatchObject({ ready: false, parts: { gateway: false } })
  const reader = await sendRaw(port, page + '\r\n')
  expect(statusesIn(reader)).toEqual([503])
  expect(reader).toMatch(/^retry-after: \d+\r$/im)

  const running = await starting
  const ready = await fetch(`${url}/readyz`)
  expect(await ready.json()).toEqual({
    ready: true,
    parts: { lake: true, writer: true, disk: true, next: true, gateway: true },
  })
  await running.stop()
})

test('with the lake away the process lives and is not ready; its token is in no line it writes', async ({
  dataFolder,
}) => {
  const site = await startProcess({
    LAKESIDE_DATA: dataFolder,
    LAKESIDE_LOG: 'debug',
    LAKESIDE_LOG_REQUESTS: 'on',
    SANITY_API_HOST: 'http://127.0.0.1:1/lake',
    SANITY_READ_TOKEN: 'token-of-the-site',
  })
  expect((await fetch(`${site.url}/zh-TW`)).status).toBeGreaterThanOrEqual(500)
  expect((await fetch(`${site.url}/healthz`)).status).toBe(200)
  const readiness = await fetch(`${site.url}/readyz`)
  expect(readiness.status).toBe(503)
  expect(await readiness.json()).toEqual({ ready: false, parts: { lake: false, next: true, gateway: true } })
  expect(site.errors()).toContain('"path":"/zh-TW"')
  expect(site.errors()).not.toContain('token-of-the-site')
  await site.stop()
})

const linesIn = (errors: string) =>
  errors
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => JSON.parse(line))

test.describe('with a line a request', () => {
  test.use({ settings: { LAKESIDE_LOG: 'debug', LAKESIDE_LOG_REQUESTS: 'on', LAKESIDE_TRUSTED_PROXIES: '127.0.0.1' } })
  test('the log has every request of a reader and no secret', async ({ site }) => {
    const code = new URL(site.signInLink ?? '').searchParams.get('code') ?? ''
    await fetch(site.signInLink ?? '')
    const form = new URLSearchParams({ code, skip: '1' })
    const signedIn = await fetch(`${site.url}/lake/sign-in/link`, {
      method: 'POST',
      headers: { origin: site.url },
      body: form,
      redirect: 'manual',
    })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const token = site.client.config().token ?? ''
    await fetch(`${site.url}/lake/v2025-02-19/users/me`, { headers: { cookie } })
    await site.client.fetch('*[title == $asked]', { asked: 'asked-of-the-lake' })
    for (const _ of [1, 2])
      await fetch(`${site.url}/zh-TW?secret=in-the-query`, { headers: { 'x-forwarded-for': '203.0.113.7' } })

    const ofReader = () => linesIn(site.errors()).filter(({ address }) => address === '203.0.113.7')
    await expect
      .poll(() =>
        ofReader().map(({ level, message, method, path, status }) => ({ level, message, method, path, status })),
      )
      .toEqual(
        Array.from({ length: 2 }, () => ({
          level: 'info',
          message: 'request',
          method: 'GET',
          path: '/zh-TW',
          status: 200,
        })),
      )
    expect(ofReader().map(({ page }) => page)).toEqual(['made', 'hit'])
    expect(linesIn(site.errors()).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/lake/sign-in',
        '/lake/sign-in/link',
        '/lake/v2025-02-19/users/me',
        '/lake/v2025-02-19/data/query/production',
      ]),
    )
    for (const secret of [code, token, cookie.split('=')[1] ?? '', 'in-the-query', 'asked-of-the-lake']) {
      expect(secret.length).toBeGreaterThan(8)
      expect(site.errors()).not.toContain(secret)
    }
  })

  test('a page asks the lake one question', async ({ site }) => {
    const questions = () => linesIn(site.errors()).filter(({ path }) => String(path).includes('/data/query/')).length
    // Where nothing is, the page for it asks, and the path itself does not.
    for (const { kind, path, status } of readerPages) {
      const before = questions()
      expect((await fetch(`${site.url}${path}`, { headers: { 'x-forwarded-for': '203.0.113.8' } })).status).toBe(status)
      await expect
        .poll(() => linesIn(site.errors()).some((line) => line.path === path && line.address === '203.0.113.8'))
        .toBe(true)
      expect(questions() - before, kind).toBe(1)
    }
  })
})

/** Begins an upload and leaves it half sent; `finish` sends the rest and resolves with all of the answer. */
async function beginUpload(url: string, token: string): Promise<{ finish: () => Promise<string> }> {
  const socket = await dial(portIn(url))
  const body = 'Words of a file that takes its time.'
  const answer = readAll(socket)
  socket.write(
    `${head('/lake/v2025-02-19/assets/files/production?filename=slow.txt', 'POST')}Authorization: Bearer ${token}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  )
  // An answer on a later connection says that the first has been heard.
  await fetch(`${url}/healthz`)
  return {
    finish: () => {
      socket.write(body.slice(10))
      return answer
    },
  }
}

test('SIGTERM: an upload is finished, event streams end at once, and who comes now is sent away', async ({ site }) => {
  const token = site.client.config().token ?? ''
  const stream = await fetch(`${site.url}/lake/v2025-02-19/data/listen/production?query=*`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(stream.status).toBe(200)
  const events = stream.body?.getReader()
  let streamed = ''
  while (!streamed.includes('event: welcome')) streamed += Buffer.from((await events?.read())?.value ?? []).toString()
  const streamEnds = (async () => {
    while ((await events?.read())?.done === false);
  })()
  const idle = await dial(portIn(site.url))
  idle.write(`${page}\r\n`)
  await once(idle, 'data')
  const upload = await beginUpload(site.url, token)

  site.signal('SIGTERM')
  await streamEnds
  await expect.poll(() => fetch(`${site.url}/readyz`).then(({ status }) => status)).toBe(503)
  for (const target of ['/zh-TW', '/lake/v2025-02-19/users/me']) {
    const refusal = await sendRaw(portIn(site.url), `${head(target)}\r\n`)
    expect(statusesIn(refusal)).toEqual([503])
    expect(refusal).toMatch(/^connection: close\r$/im)
  }
  expect(idle.closed).toBe(false)
  const answer = await upload.finish()
  expect(statusesIn(answer)).toEqual([200])
  expect(answer).toContain('slow.txt')
  expect(await site.ended).toBe(0)
  if (!idle.closed) await once(idle, 'close')

  await site.restart()
  expect(await site.client.fetch('*[_type == "sanity.fileAsset"].originalFilename')).toEqual(['slow.txt'])
})

test('a second signal ends the process at once, whatever is being waited for', async ({ site }) => {
  await beginUpload(site.url, site.client.config().token ?? '')
  site.signal('SIGINT')
  await expect.poll(() => fetch(`${site.url}/readyz`).then(({ status }) => status)).toBe(503)
  site.signal('SIGINT')
  expect(await site.ended).toBe(1)
})

test('questions go on after the workers that answer them have died; when the writer dies the process ends, and nothing saved is lost', async ({
  dataFolder,
}) => {
  const args = ['--import', new URL('./support/kill-workers.ts', import.meta.url).href, 'server/main.ts']
  const first = await startProcess({ LAKESIDE_DATA: dataFolder }, args)
  const client = await clientFor(dataFolder, `${first.url}/lake`)
  first.signal('SIGHUP')
  await expect.poll(() => first.errors().split('ended unexpectedly').length - 1).toBe(2)
  const saved = await client.patch('category-market').set({ description: '工人換過一輪之後寫下的一句。' }).commit()
  expect((await fetch(`${first.url}${articlePath}`)).status).toBe(200)
  expect(await (await fetch(`${first.url}/zh-TW/academy/market`)).text()).toContain('工人換過一輪之後寫下的一句。')

  first.signal('SIGUSR2')
  expect(await first.ended).toBe(1)
  expect(first.errors()).toContain('The process ends, to be started again: the lake can write nothing any more.')
  const second = await startProcess({ LAKESIDE_DATA: dataFolder })
  const again = createClient({ ...client.config(), apiHost: `${second.url}/lake` })
  expect(await again.getDocument('category-market')).toMatchObject({
    _rev: saved._rev,
    description: '工人換過一輪之後寫下的一句。',
  })
  await second.stop()
})
