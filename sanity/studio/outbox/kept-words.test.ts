import { expect, test } from 'vitest'
import { newStorage } from './new-storage.ts'
import { changedFields, hasTexts, keptPrefix, missingFields, openKeptWords, sameValue } from './kept-words.ts'

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

test.each<[string, object, object, boolean]>([
  ['the same', { title: '新' }, { title: '新' }, true],
  ['written on since', { title: '新' }, { title: '新的字' }, true],
  ['laid upon another text', { title: '先打的' }, { title: '原來的標題' }, false],
  [
    'a paragraph that a colleague has moved',
    { body: [{ _key: 'a', text: '一' }] },
    { body: [{ text: '零' }, { text: '一' }] },
    true,
  ],
  ['a paragraph that is gone', { body: [{ _key: 'a', text: '一' }] }, { body: [{ text: '零' }] }, false],
  ['no field any more', { title: '新' }, {}, false],
  ['emptied', { title: null }, { title: '還在' }, true],
])('whether a document has the texts: %s', (_, kept, document, has) =>
  expect(hasTexts({ ...kept }, { ...document })).toBe(has),
)

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
