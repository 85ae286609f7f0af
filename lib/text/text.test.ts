import { expect, test } from 'vitest'
import { anchor, contentsOf, headingsOf } from './headings.ts'
import { plainText } from './plain-text.ts'
import { readingMinutes } from './reading-time.ts'
import { bodySections } from './sections.ts'

const block = (_key: string, style: string, ...texts: string[]) => ({
  _type: 'block' as const,
  _key,
  style,
  children: texts.map((text) => ({ text })),
})
const slot = (_key: string) => ({ _type: 'bodySlot' as const, _key, slot: { _id: 's' } })

test.each([
  ['開源是什麼？為何如此重要？', '開源是什麼-為何如此重要'],
  ['第 2 章：Next.js 快取', '第-2-章-next-js-快取'],
  ['ＦＵＬＬ　Width', 'full-width'],
  ['Café 👍 été', 'café-été'],
  ['至少\u200b半年\u200c\u200d', '至少半年'],
  ['！？', ''],
])('anchor of %j', (text, id) => {
  expect(anchor(text)).toBe(id)
})

test('ids stay unique, also against numbered and reserved ones', () => {
  const texts = ['重點', '重點', '重點-2', 'Title', '！', '？', '重點']
  const ids = headingsOf(texts.map((text, index) => block(String(index), 'h2', text))).map((heading) => heading.id)
  expect(ids).toEqual(['重點', '重點-2', '重點-2-2', 'title-2', 'section', 'section-2', '重點-3'])
})

test('headings of a body: levels, joined spans, none for empty ones; contents have the second level only', () => {
  const body = [
    block('a', 'h2', 'GPT', '-4'),
    block('b', 'normal', 'x'),
    block('c', 'h3', 'deep'),
    block('d', 'h2', ' '),
    slot('e'),
    block('f', 'h4', 'deeper'),
  ]
  const headings = headingsOf(body)
  expect(headings).toEqual([
    { key: 'a', id: 'gpt-4', level: 2, text: 'GPT-4' },
    { key: 'c', id: 'deep', level: 3, text: 'deep' },
    { key: 'f', id: 'deeper', level: 4, text: 'deeper' },
  ])
  expect(contentsOf(headings).map((heading) => heading.key)).toEqual(['a'])
})

test('sections: what comes before the first heading, closing banners of each, the rest in order', () => {
  const body = [
    block('intro', 'normal', 'x'),
    slot('s0'),
    block('h1', 'h2', '一'),
    block('p1', 'normal', 'x'),
    slot('s1'),
    block('p2', 'normal', 'x'),
    slot('s2'),
    slot('s3'),
    block('h2', 'h2', '二'),
    block('deep', 'h3', '三'),
    block('h3', 'h2', '四'),
    slot('s4'),
  ]
  const { sections, ids } = bodySections(body)
  expect(
    sections.map(({ heading, blocks, closing }) => [
      heading?.key ?? null,
      blocks.map((part) => part._key),
      closing.map((part) => part._key),
    ]),
  ).toEqual([
    [null, ['intro', 's0'], []],
    ['h1', ['p1', 's1', 'p2'], ['s2', 's3']],
    ['h2', ['deep'], []],
    ['h3', [], ['s4']],
  ])
  expect(Object.fromEntries(ids)).toEqual({ h1: '一', h2: '二', deep: '三', h3: '四' })
  expect(bodySections([])).toEqual({ sections: [], headings: [], ids: new Map() })
  expect(bodySections([block('h', 'h2', '一')]).sections).toHaveLength(1)
})

test('plain text takes words of blocks and quotations only', () => {
  const body = [
    block('a', 'normal', '一', '二'),
    { _type: 'quotation', text: '「三」', children: [] },
    { _type: 'readMore', text: '四' },
    slot('s'),
    block('b', 'normal', ' '),
  ]
  expect(plainText(body)).toBe('一二\n「三」')
})

test.each([
  ['', 1],
  ['短', 1],
  ['湖'.repeat(500), 1],
  ['湖'.repeat(750), 2],
  ['湖'.repeat(4500), 9],
  ['word '.repeat(500), 2],
  [`${'湖'.repeat(500)} ${'word '.repeat(250)}`, 2],
  ['，。！？'.repeat(2000), 1],
  [`${'GPT-4 '.repeat(250)}${'17,500 '.repeat(250)}`, 2],
])('reading time %#', (text, minutes) => {
  expect(readingMinutes(text)).toBe(minutes)
})
