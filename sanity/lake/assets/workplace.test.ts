import { expect, test } from 'vitest'
import { createWorkplace } from './workplace.ts'

/** Work that ends when it is told to. */
function held(): { work: () => Promise<string>; end: () => void; begun: () => number } {
  const { promise, resolve } = Promise.withResolvers<string>()
  let times = 0
  return {
    work: () => {
      times += 1
      return promise
    },
    end: () => resolve('done'),
    begun: () => times,
  }
}

test('no more than so many at once, the rest in turn', async () => {
  const place = createWorkplace(2, 10)
  const jobs = [held(), held(), held()]
  const results = jobs.map((job) => place.inTurn(job.work))
  expect(jobs.map((job) => job.begun())).toEqual([1, 1, 0])
  jobs[0]?.end()
  await expect.poll(() => jobs[2]?.begun()).toBe(1)
  jobs[1]?.end()
  jobs[2]?.end()
  expect(await Promise.all(results)).toEqual(['done', 'done', 'done'])
})

test('failing work gives its place back', async () => {
  const place = createWorkplace(1, 0)
  await expect(place.inTurn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await place.inTurn(() => Promise.resolve('fine'))).toBe('fine')
})

test('more than may wait is refused, and closing waits', async () => {
  const place = createWorkplace(1, 0)
  const job = held()
  const first = place.inTurn(job.work)
  await expect(place.inTurn(job.work)).rejects.toMatchObject({ status: 503 })
  const closed = place.close()
  job.end()
  await closed
  expect(await first).toBe('done')
  await expect(place.inTurn(job.work)).rejects.toMatchObject({ status: 503 })
})
