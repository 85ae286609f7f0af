import { expect, test } from 'vitest'
import { opaqueTag, opaqueTags } from './opaque-tags.ts'

test('a tag is the same under one key, another under another, and nothing of it can be read', () => {
  expect(opaqueTag('key:article.slug=湖', 'one')).toMatch(/^s1:[\w-]{11}$/)
  expect(opaqueTag('doc:a', 'one')).toBe(opaqueTag('doc:a', 'one'))
  expect(opaqueTag('doc:a', 'one')).not.toBe(opaqueTag('doc:b', 'one'))
  expect(opaqueTag('doc:a', 'one')).not.toBe(opaqueTag('doc:a', 'two'))
})

test('an answer made from more than a cache of Next.js can note depends on everything', () => {
  const tags = Array.from({ length: 101 }, (_, index) => `doc:${index}`)
  expect(opaqueTags(tags.slice(1), 'one')).toHaveLength(100)
  expect(opaqueTags(tags, 'one')).toEqual([opaqueTag('any', 'one')])
})
