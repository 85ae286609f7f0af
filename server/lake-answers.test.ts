import { expect, test } from 'vitest'
import { lakeAnswers } from './lake-answers.ts'

test('a lake that was asked for while it was being opened counts the moment it is open', async () => {
  let lake: { isAnswering: () => Promise<boolean> } | undefined
  const answers = lakeAnswers({ kind: 'embedded', projectId: 'lakeside', dataset: 'production' }, () => lake, () => 0)
  expect(await answers()).toBe(false)
  lake = { isAnswering: async () => true }
  expect(await answers()).toBe(true)
})
