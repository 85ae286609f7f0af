import { expect, test } from 'vitest'
import { newStorage } from './new-storage.ts'
import { changedFields, keptPrefix, missingFields, openKeptWords, sameValue } from './kept-words.ts'

test.each([
  ['keys in another order', { a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 }, true],
  ['a key without a value', { a: 1, b: undefined }, { a: 1 }, true],
  ['another word', { a: [{ text: '湖' }] }, { a: [{ text: '畔' }] }, false],
  ['an item more', [1], [1, 2], false],
  ['a list and an object', [], {}, false],
  ['nothing and null', undefined, null, false],
  ['a text and a number', '1', 1, false],
])('%s', (_, one, other, isSame) => {
  expect([sameValue(one, other), sameValue(other, one)]).toEqual([isSame, isSame])
})

test('what was changed is kept whole, what was emptied as null, and nothing of Sanity’s own', () => {
  const before = { _id: 'a', _rev: '1', title: '舊', summary: '摘要', body: [{ text: '一' }], category: { _ref: 'c' } }
  const now = { _id: 'drafts.a', title: '新', body: [{ text: '一' }, { text: '二' }], category: { _ref: 'c' } }
  expect(changedFields(before, now)).toEqual({ title: '新', summary: null, body: now.body })
  expect(changedFields(now, now)).toEqual({})
})

test('what the lake has is not offered; what it lacks, or has otherwise, is', () => {
  const kept = { title: '新', summary: null, body: ['一', '二'], note: 'x' }
  expect(missingFields(kept, { title: '新', body: ['一'] })).toEqual({ body: ['一', '二'], note: 'x' })
  expect(missingFields(kept, { title: '新', summary: '摘要', body: ['一', '二'], note: 'x' })).toEqual({
    summary: null,
  })
  expect(missingFields(kept, { title: '新', body: ['一', '二'], note: 'x' })).toEqual({})
})

test('words are kept for one person and one document, over the end of the page, until they are removed', () => {
  const storage = newStorage()
  const words = { id: 'k1', document: 'a', person: 'lin', at: 2, fields: { title: '字' } }
  const first = openKeptWords(storage)
  for (const each of [
    words,
    { ...words, id: 'k0', at: 1 },
    { ...words, id: 'k2', person: 'wang' },
    { ...words, id: 'k3', document: 'b' },
  ])
    first.put(each)
  first.put({ ...words, fields: { title: '字多了' } })
  for (const odd of ['{"id":1}', 'no JSON']) storage.setItem(keptPrefix + odd, odd)
  storage.setItem('lakeside:outbox:k1', JSON.stringify(words))
  const later = openKeptWords(storage)
  expect(later.of('a', 'lin').map(({ id, fields }) => [id, fields['title']])).toEqual([
    ['k0', '字'],
    ['k1', '字多了'],
  ])
  later.remove('k0')
  expect(later.of('a', 'lin').map(({ id }) => id)).toEqual(['k1'])
})

test('a storage that is full stops nobody from writing', () => {
  const storage = newStorage()
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const kept = openKeptWords(storage)
  kept.put({ id: 'k', document: 'a', person: 'lin', at: 1, fields: {} })
  expect(kept.of('a', 'lin')).toEqual([])
  expect(openKeptWords(undefined).of('a', 'lin')).toEqual([])
})
