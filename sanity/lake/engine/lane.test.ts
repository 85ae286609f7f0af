import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { startThread } from './carrier.ts'
import { openLane } from './lane.ts'
import { makeFolder } from './testing.ts'

const WORKER = `
import { existsSync, writeFileSync } from 'node:fs'
import { parentPort, threadId, workerData } from 'node:worker_threads'
if (workerData === 'broken') throw new Error('can not start')
parentPort.postMessage({ kind: 'ready', value: threadId })
parentPort.on('message', ({ op, args }) => {
  if (op === 'die') process.exit(3)
  if (op === 'die once' && !existsSync(args)) {
    writeFileSync(args, '')
    process.exit(4)
  }
  while (op === 'hang') {}
  if (op === 'fail') parentPort.postMessage({ kind: 'failure', failure: { kind: 'bug', message: args } })
  else parentPort.postMessage({ kind: 'answer', value: [threadId, args] })
  if (op === 'close') parentPort.close()
})
`

const openTestLane = async ({
  workerData = '',
  ...options
}: {
  workerData?: string
  timeout?: number
  restart: boolean
  restAfter?: number
}) => {
  const { folder, remove } = await makeFolder()
  const file = join(folder, 'worker.mjs')
  await writeFile(file, WORKER)
  const errors: string[] = []
  const lane = openLane({
    start: startThread(pathToFileURL(file), workerData),
    onError: (error) => errors.push(error.message),
    ...options,
  })
  const end = async () => {
    await lane.close()
    await remove()
  }
  return { lane, errors, folder, end }
}

test('answers in order; a failure is the asker’s alone', async () => {
  const { lane, errors, end } = await openTestLane({ restart: true })
  const answers = await Promise.allSettled([lane.ask('echo', 1), lane.ask('fail', 'no'), lane.ask('echo', 3)])
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(errors).toEqual([])
  await end()
  await expect(lane.ask('echo', 4)).rejects.toThrow('closed')
})

test('a question that hangs, or kills its worker twice, fails alone, and another worker takes its place', async () => {
  const { lane, errors, end } = await openTestLane({ restart: true, timeout: 1000 })
  const asked = [lane.ask('hang', 0), lane.ask('echo', 1), lane.ask('die', 0), lane.ask('echo', 2)]
  const [hung, first, died, second] = await Promise.allSettled(asked)
  expect(hung).toMatchObject({ status: 'rejected', reason: { status: 504 } })
  expect(died).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('code 3') } })
  expect(first).toMatchObject({ status: 'fulfilled', value: [expect.any(Number), 1] })
  expect(second).toMatchObject({ status: 'fulfilled', value: [expect.any(Number), 2] })
  expect(errors).toHaveLength(2)
  await end()
})

test('a question whose worker was killed is asked once more, and its caller knows nothing of it', async () => {
  const { lane, errors, folder, end } = await openTestLane({ restart: true })
  const mark = join(folder, 'mark')
  expect(await lane.ask('die once', mark)).toEqual([expect.any(Number), mark])
  expect(errors).toEqual([expect.stringContaining('code 4')])
  await end()
})

test('the writer is not replaced: what it last wrote is unknown', async () => {
  const { lane, end } = await openTestLane({ restart: false })
  await expect(lane.ask('die', 0)).rejects.toThrow('code 3')
  await expect(lane.ask('echo', 1)).rejects.toThrow('code 3')
  await end()
})

test('a worker that can not start fails who waits, once each', async () => {
  const { lane, errors, end } = await openTestLane({ workerData: 'broken', restart: true })
  const waiting = await Promise.allSettled([lane.ready, lane.ask('echo', 1), lane.ask('echo', 2)])
  expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  await expect(lane.ask('echo', 3)).rejects.toThrow('can not start')
  expect(errors).toEqual(['can not start', 'can not start'])
  await end()
})

test('a worker that is asked nothing for long ends, and the next question starts another', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { lane, errors, end } = await openTestLane({ restart: true, restAfter: 60_000 })
    const threadOf = async () => (await lane.ask('echo', 0)) as [number, number]
    const [first] = await threadOf()
    vi.advanceTimersByTime(59_999)
    expect(await threadOf()).toEqual([first, 0])
    vi.advanceTimersByTime(59_999)
    expect(await threadOf()).toEqual([first, 0])
    vi.advanceTimersByTime(60_000)
    const [second] = await threadOf()
    expect(second).not.toBe(first)
    vi.advanceTimersByTime(60_000)
    await end()
    expect(errors).toEqual([])
  } finally {
    vi.useRealTimers()
  }
})

test('a question that can not be posted is refused with a sentence, at once and from the queue, and the lane goes on', async () => {
  const { lane, errors, end } = await openTestLane({ restart: true })
  let deep: unknown = 1
  for (let level = 0; level < 20_000; level += 1) deep = [deep]
  const asked = [lane.ask('echo', 1), lane.ask('echo', () => 'a function'), lane.ask('echo', deep), lane.ask('echo', 2)]
  const [first, aFunction, aDeepOne, last] = await Promise.allSettled(asked)
  expect(first).toMatchObject({ value: [expect.any(Number), 1] })
  for (const refused of [aFunction, aDeepOne]) {
    expect(refused).toMatchObject({
      reason: {
        status: 400,
        detail: { type: 'httpBadRequest', description: expect.stringContaining('nested too deeply, or is no JSON') },
      },
    })
  }
  expect(last).toMatchObject({ value: [expect.any(Number), 2] })
  expect(errors).toEqual([])
  await end()
})

test('who leaves while waiting is not asked for; who leaves while the worker is at it has it stopped, and the next one is answered', async () => {
  const { lane, end } = await openTestLane({ restart: true })
  const running = new AbortController()
  const waiting = new AbortController()
  const hung = lane.ask('hang', 0, { signal: running.signal })
  const dropped = lane.ask('die', 0, { signal: waiting.signal })
  const next = lane.ask('echo', 1)
  waiting.abort(new Error('left while waiting'))
  await expect(dropped).rejects.toThrow('left while waiting')
  running.abort(new Error('left while running'))
  await expect(hung).rejects.toThrow('left while running')
  expect(await next).toEqual([expect.any(Number), 1])
  await end()
})

test('a lane is closed within a moment though its worker hangs, and refuses what waits', async () => {
  const { lane, end } = await openTestLane({ restart: true })
  const asked = [lane.ask('hang', 0), lane.ask('echo', 1)]
  const settled = Promise.allSettled(asked)
  await end()
  expect((await settled).map((each) => each.status === 'rejected' && String(each.reason))).toEqual([
    'LakeError: The lake is closed.',
    'LakeError: The lake is closed.',
  ])
})
