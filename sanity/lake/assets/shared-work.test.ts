import { expect, test } from 'vitest'
import { createFairQueue } from '../work/fair-queue.ts'
import { createSharedWork } from './shared-work.ts'

/** Work that ends when it is told to, or when nobody wants it. */
function held() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const begun: AbortSignal[] = []
  const work = (signal: AbortSignal) => {
    begun.push(signal)
    signal.addEventListener('abort', () => reject(signal.reason))
    return promise
  }
  return { work, begun, end: () => resolve('done') }
}

const wish = (owner: string) => {
  const left = new AbortController()
  return { owner, signal: left.signal, leave: () => left.abort(new Error(`${owner} left`)) }
}

const queueOf = (places: number) => createFairQueue({ places, placesPerOwner: 1, mostWaiting: 10 })

test('the same key is worked on once, and again when that is over', async () => {
  const once = createSharedWork<string>(queueOf(2))
  const job = held()
  const both = [once('a', wish('x'), job.work), once('a', wish('y'), job.work)]
  await expect.poll(() => job.begun.length).toBe(1)
  job.end()
  expect(await Promise.all(both)).toEqual(['done', 'done'])
  expect(job.begun).toHaveLength(1)
  await expect(once('a', wish('x'), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await once('a', wish('x'), () => Promise.resolve('again'))).toBe('again')
})

test('the last who wants it decides: work goes on for the other, and is stopped when all have left', async () => {
  const queue = queueOf(1)
  const once = createSharedWork<string>(queue)
  const job = held()
  const [first, second] = [wish('x'), wish('y')]
  const results = [once('a', first, job.work), once('a', second, job.work)]
  await expect.poll(() => job.begun.length).toBe(1)
  first.leave()
  await expect(results[0]).rejects.toThrow('x left')
  expect(job.begun[0]?.aborted).toBe(false)
  second.leave()
  await expect(results[1]).rejects.toThrow('y left')
  expect(job.begun[0]?.aborted).toBe(true)
  await expect.poll(() => queue.load.busy).toBe(0)
})

test('what nobody waits for any more is never begun', async () => {
  const once = createSharedWork<string>(queueOf(1))
  const [running, waiting] = [held(), held()]
  const done = once('a', wish('x'), running.work)
  const gone = wish('y')
  const given = once('b', gone, waiting.work)
  gone.leave()
  await expect(given).rejects.toThrow('y left')
  running.end()
  await done
  expect(await once('c', wish('z'), () => Promise.resolve('next'))).toBe('next')
  expect(waiting.begun).toEqual([])
})

test('nobody waits behind the pile of another who wants the same', async () => {
  const queue = queueOf(2)
  const once = createSharedWork<string>(queue)
  const jobs = { a: held(), b: held(), same: held() }
  const greedy = wish('greedy')
  const pile = [once('a', greedy, jobs.a.work), once('b', greedy, jobs.b.work), once('same', greedy, jobs.same.work)]
  const reader = once('same', wish('reader'), jobs.same.work)
  await expect.poll(() => jobs.same.begun.length).toBe(1) // though two of the greedy one's come before it
  jobs.same.end()
  expect(await reader).toBe('done')
  expect(await pile[2]).toBe('done')
  jobs.a.end()
  jobs.b.end()
  await Promise.all(pile)
  expect(jobs.same.begun).toHaveLength(1)
  expect(queue.load).toEqual({ busy: 0, waiting: 0 })
})

test('a refusal is for who was refused, and no result for others', async () => {
  const queue = createFairQueue({ places: 1, mostWaiting: 1, mostWaitingPerOwner: 1 })
  const once = createSharedWork<string>(queue)
  const job = held()
  const [running, waiting] = [once('a', wish('x'), job.work), once('b', wish('y'), () => Promise.resolve('b'))]
  await expect(once('b', wish('z'), () => Promise.resolve('never'))).rejects.toMatchObject({ reason: 'full' })
  job.end()
  expect(await Promise.all([running, waiting])).toEqual(['done', 'b'])
})
