import { expect, test } from 'vitest'
import { createHandOver } from './hand-over.ts'

const settled = async (promise: Promise<void>) => {
  let isSettled = false
  void promise.then(() => (isSettled = true))
  await new Promise(setImmediate)
  return isSettled
}

test('who waits goes on when the last editor that holds words has let go, and at once where none holds any', async () => {
  const { hold, letGo, whenDone } = createHandOver()
  const [body, note] = [{}, {}]
  expect(await settled(whenDone())).toBe(true)
  hold(body)
  hold(body)
  hold(note)
  const waits = [whenDone(), whenDone()]
  letGo(body)
  expect(await Promise.all(waits.map(settled))).toEqual([false, false])
  letGo(note)
  expect(await Promise.all(waits.map(settled))).toEqual([true, true])
  letGo(note)
  expect(await settled(whenDone())).toBe(true)
})
