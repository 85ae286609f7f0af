import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** A browser of another engine than Chromium's, under the control of a test. */
export type EngineBrowser = {
  /** Opens an address and waits until it has loaded. */
  open(url: string): Promise<void>
  /** Runs the body of an async function in the page. @returns what it returns, as JSON carries it. */
  run(body: string): Promise<unknown>
  close(): Promise<void>
}

/** The system's packages that bring the two browsers on Debian. */
export const howToInstallEngines =
  'apt-get update && apt-get install -y --no-install-recommends webkit2gtk-driver xvfb xauth firefox-esr'

const libraries = '/usr/lib/x86_64-linux-gnu'

const webKitPlaces = (): readonly string[] =>
  (existsSync(libraries) ? readdirSync(libraries) : [])
    .filter((name) => /^webkit2gtk-[\d.]+$/.test(name))
    .map((name) => join(libraries, name, 'MiniBrowser'))
const firefoxPlaces = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox']

/** The engines that this system has packages of. WebKit by WebDriver is a thing of Linux. */
export const enginesHere =
  process.platform === 'linux'
    ? (['Firefox', 'WebKit'] as const)
    : process.platform === 'darwin'
      ? (['Firefox'] as const)
      : []

/** Those of `enginesHere` that are not installed. */
export const missingEngines = (): readonly string[] => {
  const places = { Firefox: firefoxPlaces, WebKit: webKitPlaces() }
  return enginesHere.filter((name) => !places[name].some((place) => existsSync(place)))
}

const findIn = (places: readonly string[], name: string): string => {
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw new Error(`${name} is not installed. Install it with\n  ${howToInstallEngines}`)
  return found
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('The probe has no port.')
  return address.port
}

/** Ends a program with all that it started: it must have been started `detached`. */
async function endGroup(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.pid === undefined) return
  const ended = once(program, 'exit')
  process.kill(-program.pid, 'SIGKILL')
  await ended
}

/** Tries until it succeeds; a driver takes a moment to listen. */
async function untilDone<T>(attempt: () => Promise<T>, patience = 30_000): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > end) throw error
      await pause(100)
    }
  }
}

const answered = z.object({ value: z.unknown() })
const session = z.object({ sessionId: z.string() })

/** Opens WebKitGTK's browser (the engine of Safari and of every browser on iPhones) by WebDriver. Throws when it is not installed. */
export async function openWebKit(): Promise<EngineBrowser> {
  const binary = findIn(webKitPlaces(), 'WebKitGTK')
  const port = await freePort()
  const driver = spawn('xvfb-run', ['-a', '-s', '-screen 0 1600x1200x24', 'WebKitWebDriver', `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
    // Root has no sandbox, and a test machine no graphics card.
    env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
  })
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { value } = answered.parse(await response.json())
    if (!response.ok) throw new Error(`WebKit: ${JSON.stringify(value).slice(0, 300)}`)
    return value
  }
  try {
    await untilDone(() => call('GET', '/status'))
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } }
    const { sessionId } = session.parse(await call('POST', '/session', { capabilities }))
    const base = `/session/${sessionId}`
    await call('POST', `${base}/window/rect`, { x: 0, y: 0, width: 1560, height: 1100 })
    return {
      open: async (url) => void (await call('POST', `${base}/url`, { url })),
      run: (body) =>
        call('POST', `${base}/execute/async`, {
          script: `const done = arguments[arguments.length - 1]; (async () => { ${body} })().then(done, (error) => done({ error: String(error) }))`,
          args: [],
        }),
      close: () => endGroup(driver),
    }
  } catch (error) {
    await endGroup(driver)
    throw error
  }
}

const bidiAnswer = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
})
const context = z.object({ context: z.string() })
const evaluated = z.object({
  result: z.object({ type: z.string(), value: z.unknown().optional() }).optional(),
  exceptionDetails: z.unknown().optional(),
})

/** Opens Firefox without a window by WebDriver BiDi. Throws when it is not installed. */
export async function openFirefox(): Promise<EngineBrowser> {
  const binary = findIn(firefoxPlaces, 'Firefox')
  const profile = await mkdtemp(join(tmpdir(), 'lakeside-firefox-'))
  const port = await freePort()
  const firefox = spawn(
    binary,
    ['--headless', '--no-remote', '--profile', profile, `--remote-debugging-port=${port}`],
    { detached: true, stdio: 'ignore' },
  )
  const end = async () => {
    await endGroup(firefox)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const socket = await untilDone(() => connect(`ws://127.0.0.1:${port}/session`))
    const waiting = new Map<number, PromiseWithResolvers<unknown>>()
    socket.addEventListener('message', ({ data }) => {
      const parsed = bidiAnswer.safeParse(JSON.parse(String(data)))
      if (!parsed.success) return // an event
      const { id, result, error, message } = parsed.data
      if (error === undefined) waiting.get(id)?.resolve(result)
      else waiting.get(id)?.reject(new Error(`Firefox: ${error}: ${message}`))
    })
    let last = 0
    const call = (method: string, params: object): Promise<unknown> => {
      const answer = Promise.withResolvers<unknown>()
      waiting.set((last += 1), answer)
      socket.send(JSON.stringify({ id: last, method, params }))
      return answer.promise
    }
    await call('session.new', { capabilities: {} })
    const { context: tab } = context.parse(await call('browsingContext.create', { type: 'tab' }))
    await call('browsingContext.setViewport', { context: tab, viewport: { width: 1560, height: 1100 } })
    return {
      open: async (url) => void (await call('browsingContext.navigate', { context: tab, url, wait: 'complete' })),
      run: async (body) => {
        const expression = `(async () => { ${body} })().then(JSON.stringify)`
        const { result, exceptionDetails } = evaluated.parse(
          await call('script.evaluate', { expression, target: { context: tab }, awaitPromise: true }),
        )
        if (exceptionDetails !== undefined)
          throw new Error(`Firefox: ${JSON.stringify(exceptionDetails).slice(0, 300)}`)
        return result?.type === 'string' ? JSON.parse(String(result.value)) : undefined
      },
      close: async () => {
        socket.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

async function connect(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url)
  const opened = Promise.withResolvers<WebSocket>()
  socket.addEventListener('open', () => opened.resolve(socket))
  socket.addEventListener('error', () => opened.reject(new Error(`Nothing listens at ${url}.`)))
  return opened.promise
}
