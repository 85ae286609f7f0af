import { expect, test, vi } from 'vitest'
import { patientTimeout } from './patient-timeout.ts'

test.each([1, 1_000, 1_001, 20_000])('it fires once, after %i ms', (milliseconds) => {
  vi.useFakeTimers()
  try {
    const called = vi.fn<() => void>()
    patientTimeout(milliseconds, called)
    vi.advanceTimersByTime(milliseconds - 1)
    expect(called).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(called).toHaveBeenCalledOnce()
    vi.advanceTimersByTime(60_000)
    expect(called).toHaveBeenCalledOnce()
  } finally {
    vi.useRealTimers()
  }
})

test('it counts from the start when told to, and not at all when cancelled', () => {
  vi.useFakeTimers()
  try {
    const called = vi.fn<() => void>()
    const timeout = patientTimeout(1_500, called)
    vi.advanceTimersByTime(1_499)
    timeout.restart()
    vi.advanceTimersByTime(1_499)
    expect(called).not.toHaveBeenCalled()
    timeout.cancel()
    vi.advanceTimersByTime(60_000)
    expect(called).not.toHaveBeenCalled()
  } finally {
    vi.useRealTimers()
  }
})

test('the time in which the process stands still does not count', async () => {
  const order: string[] = []
  const both = Promise.all([
    new Promise<void>((resolve) => patientTimeout(1_100, () => resolve(void order.push('patient')))),
    new Promise<void>((resolve) => void setTimeout(() => resolve(void order.push('plain')), 1_100)),
  ])
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_200) // this thread stands still
  await both
  expect(order).toEqual(['plain', 'patient'])
})
