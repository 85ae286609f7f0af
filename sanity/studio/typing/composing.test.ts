import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { heldWhileComposing } from './composing.ts'
import { createHandOver } from './hand-over.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('who publishes waits until the word that is being composed is finished and in the form', async () => {
  const field = new EventTarget()
  const handOver = createHandOver()
  const stop = heldWhileComposing(field, handOver)
  const published: string[] = []
  field.dispatchEvent(new Event('compositionstart'))
  const waiting = handOver.whenDone().then(() => published.push('after the word'))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(published).toEqual([])
  field.dispatchEvent(new Event('compositionend'))
  field.dispatchEvent(new Event('compositionstart')) // the next word begins at once
  await vi.advanceTimersByTimeAsync(1_000)
  expect(published).toEqual([])
  field.dispatchEvent(new Event('compositionend'))
  await vi.advanceTimersByTimeAsync(1_000)
  await waiting
  expect(published).toEqual(['after the word'])
  stop()
})

test('a form that is left in the middle of a word keeps nobody waiting', async () => {
  const field = new EventTarget()
  const handOver = createHandOver()
  const stop = heldWhileComposing(field, handOver)
  field.dispatchEvent(new Event('compositionstart'))
  stop()
  await handOver.whenDone()
  field.dispatchEvent(new Event('compositionstart'))
  await expect(handOver.whenDone()).resolves.toBeUndefined()
})
