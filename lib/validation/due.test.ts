import { expect, test } from 'vitest'
import { dueInWords, dueProblem, dueWrites, type DueTimes } from './due.ts'

const now = new Date('2026-11-24T00:00:00Z')
const [early, from, until] = ['2026-11-20T00:00:00Z', '2026-11-27T10:00:00Z', '2026-11-29T16:00:00Z']
const none: DueTimes = { publish: null, takeDown: null }
const both = { hasDraft: true, isPublished: true }
const sentence = expect.stringMatching(/\p{Script=Han}/u)

test.each<[DueTimes, DueTimes, { hasDraft: boolean; isPublished: boolean }, unknown]>([
  [none, none, both, true],
  [{ publish: from, takeDown: until }, none, { hasDraft: true, isPublished: false }, true],
  [{ publish: null, takeDown: until }, none, { hasDraft: false, isPublished: true }, true],
  [{ publish: until, takeDown: from }, none, both, sentence],
  [{ publish: from, takeDown: from }, none, both, sentence],
  [{ publish: from, takeDown: null }, none, { hasDraft: false, isPublished: true }, sentence],
  [{ publish: null, takeDown: until }, none, { hasDraft: true, isPublished: false }, sentence],
  [{ publish: early, takeDown: null }, none, both, sentence],
  [{ publish: null, takeDown: early }, none, both, sentence],
  [{ publish: early, takeDown: until }, { publish: early, takeDown: null }, both, true], // what failed once may stand while the other is set
])('%j after %j: %#', (times, before, subject, expected) =>
  expect(dueProblem(times, before, subject, now)).toEqual(expected),
)

test('in words, with length', () => {
  const telling = { timeZone: 'Asia/Taipei', now }
  expect(dueInWords({ publish: from, takeDown: until }, telling)).toBe(
    '11/27（五）18:00 發布 → 11/29（日）24:00 取消發布，共 54 小時',
  )
  expect(dueInWords({ publish: null, takeDown: until }, telling)).toBe('11/29（日）24:00 取消發布')
  expect(dueInWords(none, telling)).toBe('')
})

test('only what changed is written', () => {
  const subject = { documentId: 'article-a', documentType: 'article' }
  const publish = { _id: 'due-publish-article-a', _type: 'dueWork', kind: 'publish', ...subject, at: from }
  expect(dueWrites({ publish: from, takeDown: null }, none, subject)).toEqual({ set: [publish], remove: [] })
  expect(dueWrites({ publish: from, takeDown: null }, { publish: from, takeDown: until }, subject)).toEqual({
    set: [],
    remove: ['due-takeDown-article-a'],
  })
  expect(dueWrites(none, none, subject)).toEqual({ set: [], remove: [] })
})
