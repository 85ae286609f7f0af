import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('at most so many at once; the next has the turn that is given back, in the order of asking', async () => {
  const turns = createTurns(1, 60_000)
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
  const turns = createTurns(1, 1)
  const first = await turns.take()
  expect(await turns.take()).toBeUndefined()
  first?.()
  expect(await turns.take()).toBeTypeOf('function')
})
