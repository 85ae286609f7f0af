import { expect, test } from 'vitest'
import { lakeAnswers, lakeWrites } from './lake-answers.ts'

test('a lake that was asked for while it was being opened counts the moment it is open', async () => {
  let lake: { isAnswering: () => Promise<boolean> } | undefined
  const answers = lakeAnswers(
    { kind: 'embedded', projectId: 'lakeside', dataset: 'production' },
    () => lake,
    () => 0,
  )
  expect(await answers()).toBe(false)
  lake = { isAnswering: async () => true }
  expect(await answers()).toBe(true)
})

test('a full disk and a writer that does not answer are told apart, and a lake that writes again is ready again', async () => {
  let time = 0
  let found: 'yes' | 'no' | 'full' = 'full'
  const { writer, disk } = lakeWrites(
    () => ({ canWrite: async () => found }),
    () => time,
  )
  expect([await writer(), await disk()]).toEqual([true, false])
  found = 'no'
  time += 10_000
  expect([await writer(), await disk()]).toEqual([false, true])
  found = 'yes'
  time += 1_000
  expect([await writer(), await disk()]).toEqual([false, true])
  time += 1_000
  expect([await writer(), await disk()]).toEqual([true, true])
})
