import { expect, test } from 'vitest'
import { locales } from '../settings/locales.ts'
import { dictionary } from './index.ts'

/** Every string of a dictionary by its path; functions are called with numbers and words. */
function strings(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => strings(part, `${path}.${key}`))
}

test.each(locales)('%s is complete: no empty words', (locale) => {
  for (const [path, text] of strings(dictionary(locale), locale)) expect(text.trim(), path).not.toBe('')
})

test('both have the same words', () => {
  expect(
    strings(dictionary('en'), '')
      .map(([path]) => path)
      .toSorted(),
  ).toEqual(
    strings(dictionary('zh-TW'), '')
      .map(([path]) => path)
      .toSorted(),
  )
})

test('the fixed words', () => {
  const { article, banner } = dictionary('zh-TW')
  expect(banner.disclosure).toEqual({ advertisement: '廣告', sponsored: '贊助', own: '自家優惠' })
  expect(article).toMatchObject({
    published: '發布',
    updated: '更新',
    readingTime: '閱讀時間',
    author: '作者',
    source: '原文',
    contents: '本文目錄',
    backToContents: '回目錄',
    readMore: '延伸閱讀',
    unresolved: '連結待補',
  })
})

test('nouns are counted properly', () => {
  const [zh, en] = [dictionary('zh-TW'), dictionary('en')]
  expect([zh.list.count(0), zh.list.count(4), zh.list.range(22, 9, 16), zh.list.range(9, 9, 9)]).toEqual([
    '0 篇',
    '4 篇',
    '共 22 篇，第 9 至 16 篇',
    '共 9 篇，第 9 篇',
  ])
  expect([en.list.count(0), en.list.count(1), en.list.count(2), en.article.minutes(1), en.article.minutes(2)]).toEqual([
    '0 articles',
    '1 article',
    '2 articles',
    'about 1 minute',
    'about 2 minutes',
  ])
  expect([zh.list.titleOfPage('研究分析', 1, 3), zh.list.titleOfPage('研究分析', 2, 3)]).toEqual([
    '研究分析',
    '研究分析（第 2 頁，共 3 頁）',
  ])
})
