import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type CarrierEvents, OutOfMemoryError, startProcess, startThread, type StartCarrier } from './carrier.ts'
import { makeFolder } from './testing.ts'
import type { FromWorker } from './worker-port.ts'

const port = new URL('./worker-port.ts', import.meta.url).href
const WORKER = `
import { serveWorker, workerInput } from ${JSON.stringify(port)}
const input = workerInput()
serveWorker(() => ({ context: null, ready: { pid: process.pid, input } }), {
  echo: (_, args) => args,
  bytes: () => ({ bytes: new TextEncoder().encode('{"a":1}'), more: 1 }),
  unclonable: () => () => 1,
  environment: () => Object.keys(process.env),
  signals: () => { process.kill(process.pid, 'SIGINT'); process.kill(process.pid, 'SIGTERM'); return 'still here' },
  loop: () => { for (;;); },
  grow: () => { const held = []; for (;;) held.push({ held: [1, 2, 3] }) },
  leap: () => 'x'.repeat(2 ** 28).replaceAll('x', 'é').length,
  buffers: () => { const held = []; for (;;) held.push(Buffer.alloc(10_000_000, 1)) },
  close: () => null,
})
`

const makeWorker = async () => {
  const { folder, remove } = await makeFolder()
  onTestFinished(remove)
  const file = join(folder, 'worker.mjs')
  await writeFile(file, WORKER)
  return pathToFileURL(file)
}

/** A carrier whose messages and end can be waited for. */
const open = async (start: StartCarrier) => {
  const heard: FromWorker[] = []
  let tell = () => {}
  const lost = Promise.withResolvers<Error>()
  const events: CarrierEvents = {
    message: (message) => {
      heard.push(message)
      tell()
    },
    lost: lost.resolve,
  }
  const carrier = start(events)
  onTestFinished(() => carrier.kill())
  const next = async (): Promise<FromWorker> => {
    for (;;) {
      const message = heard.shift()
      if (message) return message
      await new Promise<void>((resolve) => (tell = resolve))
    }
  }
  const ready = await next()
  const ask = (op: string, args: unknown = null) => {
    carrier.post({ op, args })
    return next()
  }
  return { carrier, ready, ask, lost: lost.promise }
}

const limits = () => ({ heap: 48 })

test.each(['thread', 'process'] as const)(
  'a worker in a %s answers, and says so when an answer can not be sent',
  async (kind) => {
    const file = await makeWorker()
    const { carrier, ready, ask } = await open(
      kind === 'thread' ? startThread(file, { a: 1 }) : startProcess(file, { a: 1 }, limits),
    )
    expect(ready).toMatchObject({ kind: 'ready', value: { input: { a: 1 } } })
    expect(await ask('echo', { list: [1, '字', null] })).toEqual({ kind: 'answer', value: { list: [1, '字', null] } })
    const bytes = await ask('bytes')
    expect(bytes).toMatchObject({ kind: 'answer', value: { more: 1 } })
    expect(await ask('unclonable')).toMatchObject({ kind: 'failure' })
    expect(await ask('nothing')).toMatchObject({ kind: 'failure', failure: { message: 'The worker has no nothing.' } })
    expect(() => carrier.post({ op: 'echo', args: () => 1 })).toThrow('could not be cloned')
    expect(await ask('echo', 2)).toEqual({ kind: 'answer', value: 2 })
    carrier.post({ op: 'close', args: null })
    await carrier.gone
  },
)

test.each(['grow', 'leap', 'buffers'])(
  'a process that runs out of memory (%s) ends alone, and it is known why',
  { timeout: 60_000 },
  async (how) => {
    const { carrier, lost } = await open(startProcess(await makeWorker(), null, limits))
    carrier.post({ op: how, args: null })
    expect(await lost).toBeInstanceOf(OutOfMemoryError)
  },
)

test('a process knows no secret of the environment, goes on at Ctrl-C, and is killed in the middle of a loop', async () => {
  process.env['LAKESIDE_TEST_SECRET'] = 'secret'
  onTestFinished(() => void delete process.env['LAKESIDE_TEST_SECRET'])
  const { carrier, ask, lost } = await open(startProcess(await makeWorker(), null, limits))
  expect(await ask('environment')).toMatchObject({
    value: expect.not.arrayContaining(['LAKESIDE_TEST_SECRET', 'NODE_OPTIONS']),
  })
  expect(await ask('signals')).toMatchObject({ value: 'still here' })
  carrier.post({ op: 'loop', args: null })
  await carrier.kill()
  expect(await Promise.race([lost, Promise.resolve('not told of')])).toBe('not told of')
})

test(
  'a process whose parent was killed ends by itself, also in the middle of a loop',
  { timeout: 60_000, skip: process.platform !== 'linux' },
  async () => {
    const worker = await makeWorker()
    const carrier = new URL('./carrier.ts', import.meta.url).href
    const parent = `
    import { startProcess } from ${JSON.stringify(carrier)}
    const child = startProcess(new URL(${JSON.stringify(worker.href)}), null, () => ({ heap: 48 }))({
      message: ({ value }) => { child.post({ op: 'loop', args: null }); setTimeout(() => console.log(value.pid), 50) },
      lost: () => undefined,
    })`
    const running = spawn(process.execPath, ['--input-type=module', '-e', parent], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = (await once(running.stdout, 'data')) as [Buffer]
    const pid = Number(String(said))
    running.kill('SIGKILL')
    const isThere = () => {
      try {
        // A process that nobody has waited for is there until its new parent looks.
        return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
      } catch {
        return false
      }
    }
    await expect.poll(isThere, { timeout: 10_000 }).toBe(false)
  },
)
