import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createFairQueue, type QueueEntry } from './fair-queue.ts'

const wide = { places: 1, mostWaiting: 100 }
const refused = (reason: string) => expect.objectContaining({ name: 'QueueRefusedError', reason })

/** Enters in this order and answers the order in which places came, each given back at once. */
async function orderOf(
  queue: ReturnType<typeof createFairQueue>,
  entries: readonly (QueueEntry & { name: string })[],
): Promise<string[]> {
  const order: string[] = []
  await Promise.all(entries.map((entry) => queue.run(entry, async () => void order.push(entry.name))))
  return order
}

describe('owners', () => {
  test('take turns: who asks for one piece waits for one of each other owner', async () => {
    const entries = [
      ...['a1', 'a2', 'a3', 'a4'].map((name) => ({ owner: 'a', name })),
      { owner: 'b', name: 'b1' },
      { owner: 'c', name: 'c1' },
    ]
    expect(await orderOf(createFairQueue(wide), entries)).toEqual(['a1', 'b1', 'c1', 'a2', 'a3', 'a4'])
  })

  test('hold no more places than their share', async () => {
    const queue = createFairQueue({ ...wide, places: 2, placesPerOwner: 1 })
    const first = await queue.enter({ owner: 'a' })
    const second = queue.enter({ owner: 'a' })
    const other = await queue.enter({ owner: 'b' })
    expect(queue.load).toEqual({ busy: 2, waiting: 1 })
    other()
    expect(queue.load).toEqual({ busy: 1, waiting: 1 })
    first()
    ;(await second)()
    expect(queue.load).toEqual({ busy: 0, waiting: 0 })
  })

  test('fill their share of the waiting places, then the queue, and are told which', async () => {
    const queue = createFairQueue({ places: 1, mostWaiting: 3, mostWaitingPerOwner: 2 })
    const held = await queue.enter({ owner: 'a' })
    const waiting = [queue.enter({ owner: 'a' }), queue.enter({ owner: 'a' })]
    await expect(queue.enter({ owner: 'a' })).rejects.toEqual(refused('share'))
    waiting.push(queue.enter({ owner: 'b' }))
    await expect(queue.enter({ owner: 'c' })).rejects.toEqual(refused('full'))
    held()
    await Promise.all(waiting.map((place) => place.then((leave) => leave())))
    expect(queue.load).toEqual({ busy: 0, waiting: 0 })
  })

  test('urgent work goes first, in turns as well', async () => {
    const entries = [
      { owner: 'a', name: 'a1' },
      { owner: 'a', name: 'a2' },
      { owner: 'b', name: 'urgent b1', isUrgent: true },
      { owner: 'b', name: 'urgent b2', isUrgent: true },
      { owner: 'c', name: 'urgent c1', isUrgent: true },
    ]
    expect(await orderOf(createFairQueue(wide), entries)).toEqual(['a1', 'urgent b1', 'urgent c1', 'urgent b2', 'a2'])
  })
})

describe('a caller', () => {
  test('who leaves while waiting is dropped; who has left before is not taken', async () => {
    const queue = createFairQueue(wide)
    const held = await queue.enter({ owner: 'a' })
    const leaving = new AbortController()
    const waiting = queue.enter({ owner: 'b', signal: leaving.signal })
    leaving.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    expect(queue.load).toEqual({ busy: 1, waiting: 0 })
    await expect(queue.enter({ owner: 'c', signal: leaving.signal })).rejects.toThrow('gone')
    held()
    expect(queue.load).toEqual({ busy: 0, waiting: 0 })
  })

  test('whose patience ends is refused, and takes no place later', async () => {
    vi.useFakeTimers()
    try {
      const queue = createFairQueue(wide)
      const held = await queue.enter({ owner: 'a' })
      const late = queue.enter({ owner: 'b', patience: 100 }).catch((error: unknown) => error)
      await vi.advanceTimersByTimeAsync(100)
      expect(await late).toEqual(refused('late'))
      held()
      expect(queue.load).toEqual({ busy: 0, waiting: 0 })
    } finally {
      vi.useRealTimers()
    }
  })

  test('whose work fails has given its place back', async () => {
    const queue = createFairQueue(wide)
    await expect(queue.run({ owner: 'a' }, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(queue.load.busy).toBe(0)
  })

  test('who gives a place back twice frees one', async () => {
    const queue = createFairQueue({ ...wide, places: 2 })
    const [first] = [await queue.enter({ owner: 'a' }), await queue.enter({ owner: 'a' })]
    first()
    first()
    expect(queue.load.busy).toBe(1)
  })
})

test('staggered, the next begins when one ends, or when one has taken that long; never more than the places', async () => {
  vi.useFakeTimers()
  try {
    const queue = createFairQueue({ places: 2, mostWaiting: 10, stagger: 100 })
    const begun: string[] = []
    const enter = (name: string) => queue.enter({ owner: name }).then((leave) => (begun.push(name), leave))
    const [first, second, , fourth] = ['first', 'second', 'third', 'fourth'].map(enter)
    await vi.advanceTimersByTimeAsync(99)
    expect(begun).toEqual(['first'])
    ;(await first)?.()
    await vi.advanceTimersByTimeAsync(99)
    expect(begun).toEqual(['first', 'second'])
    await vi.advanceTimersByTimeAsync(1)
    expect(begun).toEqual(['first', 'second', 'third'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(begun).toEqual(['first', 'second', 'third'])
    ;(await second)?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['first', 'second', 'third', 'fourth'])
    ;(await fourth)?.()
  } finally {
    vi.useRealTimers()
  }
})

test('closing refuses what waits and what comes, and waits for what has a place', async () => {
  const queue = createFairQueue(wide)
  const held = await queue.enter({ owner: 'a' })
  const waiting = queue.enter({ owner: 'b' }).catch((error: unknown) => error)
  let isClosed = false
  const closing = queue.close().then(() => (isClosed = true))
  expect(await waiting).toEqual(refused('closed'))
  await expect(queue.enter({ owner: 'c' })).rejects.toEqual(refused('closed'))
  expect(isClosed).toBe(false)
  held()
  await closing
})

test('whatever is asked, given back and called off, the bounds hold and everything that waits comes up in the end', async () => {
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('enter' as const),
        owner: fc.constantFrom('a', 'b', 'c'),
        isUrgent: fc.boolean(),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const), pick: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), pick: fc.nat(20) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const queue = createFairQueue({ places: 2, placesPerOwner: 1, mostWaiting: 6, mostWaitingPerOwner: 3 })
      const held: (() => void)[] = []
      const callers: AbortController[] = []
      const asked: Promise<unknown>[] = []
      for (const now of steps) {
        if (now.kind === 'enter') {
          const caller = new AbortController()
          callers.push(caller)
          asked.push(
            queue.enter({ owner: now.owner, isUrgent: now.isUrgent, signal: caller.signal }).then(
              (leave) => held.push(leave),
              () => undefined,
            ),
          )
        } else if (now.kind === 'leave') held.splice(now.pick % Math.max(1, held.length), 1)[0]?.()
        else callers[now.pick % Math.max(1, callers.length)]?.abort()
        await Promise.resolve()
        expect(queue.load.busy).toBeLessThanOrEqual(2)
        expect(queue.load.waiting).toBeLessThanOrEqual(6)
      }
      while (queue.load.busy + queue.load.waiting > 0 || held.length > 0) {
        for (const leave of held.splice(0)) leave()
        await Promise.resolve()
      }
      await Promise.all(asked)
    }),
    { numRuns: 200 },
  )
})
