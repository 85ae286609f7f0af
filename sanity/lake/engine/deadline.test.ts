import { expect, test, vi } from 'vitest'
import { setDeadline } from './deadline.ts'

test('counts the time in which the process ran, and not the time in which it stood still', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    let isLate = false
    const run = (ms: number) => vi.advanceTimersByTime(ms)
    setDeadline(2000, () => (isLate = true))
    run(1400)
    // A process that was stopped for a minute finds the clock that much later, and its timer only now.
    const now = performance.now()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(now + 60_000)
    run(100)
    clock.mockRestore()
    run(999)
    expect(isLate).toBe(false)
    run(1)
    expect(isLate).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('one that is called off never comes', () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    let isLate = false
    const callOff = setDeadline(600, () => (isLate = true))
    vi.advanceTimersByTime(550)
    callOff()
    vi.advanceTimersByTime(10_000)
    expect(isLate).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
