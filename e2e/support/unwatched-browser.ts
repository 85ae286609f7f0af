import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { launchOptions } from './chromium.ts'

/** What a page told of itself: when it had loaded, and when it was shown after it had been made ready out of sight. Names of banners, and what is remembered of those seen. */
const told = z.object({
  when: z.enum(['loaded', 'shown']),
  prerendering: z.boolean(),
  standing: z.array(z.string()),
  seen: z.string().nullable(),
})
type Told = z.infer<typeof told>

export type UnwatchedBrowser = {
  /** Lets the browser make the page ready out of sight. Resolves with what it told when it had loaded. */
  makeReady: () => Promise<Told>
  /** Follows the link to it. Resolves with what it told then. */
  follow: () => Promise<Told>
  close: () => Promise<void>
}

/**
 * A Chromium that nobody controls: under a test's control it makes no page ready whole. It stands on a page of this server's own, which hands
 * everything else on to the site and lets the page at `path` tell what it shows; for that its policy is left out, and nothing else. Resolves when the
 * browser stands there.
 */
export async function openUnwatched(site: string, path: string): Promise<UnwatchedBrowser> {
  const waiting = new Map<string, (res: ServerResponse) => void>()
  const asked = (name: string) => new Promise<ServerResponse>((resolve) => waiting.set(name, resolve))
  const [ready, go] = [asked('/ready'), asked('/go')]
  let hear: (told: Told) => void = () => {}
  const next = () => new Promise<Told>((resolve) => (hear = resolve))

  const serve = async (req: IncomingMessage, res: ServerResponse) => {
    const url = req.url ?? '/'
    const wanted = waiting.get(url)
    if (wanted) return wanted(res)
    if (url === '/told') {
      hear(told.parse(JSON.parse(await text(req))))
      return res.end()
    }
    if (url === '/start') return res.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(startPage(path))
    const { status, headers, body } = await handOn(`${site}${url}`)
    return res
      .writeHead(status, { 'content-type': headers.get('content-type') ?? '' })
      .end(url === path ? Buffer.concat([body, Buffer.from(reporter)]) : body)
  }
  const server = createServer(
    (req, res) =>
      void serve(req, res).catch((error: unknown) => res.destroy(error instanceof Error ? error : undefined)),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const profile = await mkdtemp(join(tmpdir(), 'lakeside-chromium-'))
  const browser = spawn(
    launchOptions.executablePath ?? '',
    ['--headless=new', ...launchOptions.args, `--user-data-dir=${profile}`, `http://127.0.0.1:${port}/start`],
    { stdio: 'ignore', detached: true },
  )
  const ended = once(browser, 'exit')
  const when = async (question: Promise<ServerResponse>) => {
    const answer = next()
    const res = await question
    res.end()
    return answer
  }
  await ready
  return {
    makeReady: () => when(ready),
    follow: () => when(go),
    close: async () => {
      if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGKILL')
      await ended
      server.closeAllConnections()
      server.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function handOn(url: string): Promise<{ status: number; headers: Headers; body: Buffer }> {
  const response = await fetch(url)
  return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) }
}

const startPage = (path: string) => `<!doctype html><meta charset="utf-8"><title>start</title><script>
fetch('/ready').then(() => {
  const rules = document.createElement('script')
  rules.type = 'speculationrules'
  rules.textContent = JSON.stringify({ prerender: [{ urls: [${JSON.stringify(path)}], eagerness: 'immediate' }] })
  document.head.append(rules)
  return fetch('/go')
}).then(() => { location.href = ${JSON.stringify(path)} })
</script>`

const reporter = `<script>
{
  const tell = (when) => fetch('/told', { method: 'POST', body: JSON.stringify({
    when, prerendering: document.prerendering, seen: localStorage.seen ?? null,
    standing: [...document.querySelectorAll('aside')].filter((each) => !each.inert && !each.hidden).map((each) => each.ariaLabel),
  }) })
  addEventListener('load', () => tell('loaded'))
  document.addEventListener('prerenderingchange', () => tell('shown'))
}
</script>`
