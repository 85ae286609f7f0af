import { expect, test } from 'vitest'
import { askSteadily } from './steady.ts'

test('an answer that stays away holds up no question, and failures are told apart', async () => {
  let asked = 0
  const enough = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const { times, failures } = await askSteadily(1000, enough.promise, async (number) => {
    asked += 1
    if (number === 0) await held.promise
    if (number === 1) throw new Error('broke off')
    if (number === 20) {
      held.resolve()
      enough.resolve()
    }
  })
  expect(asked).toBeGreaterThan(20)
  expect(times).toHaveLength(asked - 1)
  expect(failures).toEqual(['broke off'])
})
