import { expect, test } from 'vitest'
import { destinationInWords, linkPreview } from './destination-words.ts'

test('a destination is said in words, and none is 連結待補', () => {
  expect(destinationInWords({})).toBe('連結待補')
  expect(destinationInWords({ ref: 'article-gone' })).toContain('連結待補')
  expect(destinationInWords({ ref: 'article-a', title: '湖' })).toBe('→ 湖')
  expect(destinationInWords({ ref: 'author-a', name: '林' })).toBe('→ 林')
  expect(destinationInWords({ page: 'front' })).toBe('→ 首頁')
  expect(destinationInWords({ url: 'https://example.com' })).toBe('→ https://example.com')
})

test('a link without words of its own shows its target’s title', () => {
  expect(linkPreview({ ref: 'article-a', refTitle: '湖' })).toEqual({ title: '湖', subtitle: '→ 湖' })
  expect(linkPreview({ text: '看', url: 'https://example.com' }).title).toBe('看')
  expect(linkPreview({}).title).toBe('（未填文字）')
})
