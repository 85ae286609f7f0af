import { expect, test } from 'vitest'
import { marksIn, olderThan, type Edited } from './edits.ts'

test('the oldest place on a page counts', () => {
  expect(marksIn('<title>題（article12）</title><h1>題（article11）</h1><p>（settings3）')).toEqual(
    new Map<Edited, number>([
      ['article', 11],
      ['settings', 3],
    ]),
  )
})

test('words older than a publish that was answered before, and words that are gone, are told', () => {
  const floor = new Map<Edited, number>([
    ['article', 12],
    ['banner', 4],
  ])
  expect(olderThan(floor, marksIn('（article12）（banner5）'), ['article', 'banner'])).toEqual([])
  expect(olderThan(floor, marksIn('（article11）（banner4）'), ['article', 'banner'])).toEqual(['article'])
  expect(olderThan(floor, marksIn('（article12）'), ['article', 'banner'])).toEqual(['banner'])
})
