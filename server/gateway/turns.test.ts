import { expect, test, vi } from 'vitest'
import { createTurns } from './turns.ts'

test('at most so many at once; the next has the turn that is given back, in the order of asking', async () => {
  const turns = createTurns({ most: 1, patience: 60_000 })
  const order: string[] = []
  const first = await turns.take()
  const second = turns.take().then((giveBack) => (order.push('second'), giveBack))
  const third = turns.take().then((giveBack) => (order.push('third'), giveBack))
  expect(order).toEqual([])
  first?.()
  ;(await second)?.()
  ;(await third)?.()
  expect(order).toEqual(['second', 'third'])
  expect(await turns.take()).toBeTypeOf('function')
})

test('who waits too long has none, and takes none', async () => {
  const turns = createTurns({ most: 1, patience: 1 })
  const first = await turns.take()
  expect(await turns.take()).toBeUndefined()
  first?.()
  expect(await turns.take()).toBeTypeOf('function')
})

test('kept apart, the next begins when one ends, or behind one that takes long; never more than the most', async () => {
  vi.useFakeTimers()
  try {
    const turns = createTurns({ most: 2, patience: 60_000, apart: 100 })
    const begun: string[] = []
    const take = (name: string) => turns.take().then((giveBack) => (begun.push(name), giveBack))
    const [first, second, , fourth] = ['first', 'second', 'third', 'fourth'].map(take)
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
    ;(await fourth)?.()
    const [late] = ['late', 'later'].map(take)
    await vi.advanceTimersByTimeAsync(0)
    expect(begun).toEqual(['first', 'second', 'third', 'fourth', 'late'])
    ;(await late)?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(begun.at(-1)).toBe('later')
  } finally {
    vi.useRealTimers()
  }
})

test('who waits too long behind one that takes long has none, and the next is not kept back for it', async () => {
  vi.useFakeTimers()
  try {
    const turns = createTurns({ most: 4, patience: 50, apart: 100 })
    await turns.take()
    const impatient = turns.take()
    await vi.advanceTimersByTimeAsync(60)
    expect(await impatient).toBeUndefined()
    const next = turns.take()
    await vi.advanceTimersByTimeAsync(40)
    expect(await next).toBeTypeOf('function')
  } finally {
    vi.useRealTimers()
  }
})
