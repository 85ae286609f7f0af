import { expect, onTestFinished, test } from 'vitest'
import { createStreams } from './streams.ts'

test('every open stream is kept alive by comments, until it is over', async () => {
  const streams = createStreams(5)
  onTestFinished(() => streams.close())
  const over = new AbortController()
  const { promise: beaten, resolve } = Promise.withResolvers<void>()
  let beats = 0
  streams.add(
    {
      over: over.signal,
      end: () => over.abort(),
      write(text) {
        expect(text).toBe(':\n\n')
        beats += 1
        if (beats === 3) resolve()
      },
    },
    { key: 'somebody', isStranger: false },
    new AbortController().signal,
  )
  await beaten
  expect(streams.size).toBe(1)
  over.abort()
  expect(streams.size).toBe(0)
})
