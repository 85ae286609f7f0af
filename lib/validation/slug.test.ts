import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { slugOrNull } from '../links/address.ts'
import { categorySlugProblem, slotKeyProblem, slugProblem, toSlug } from './slug.ts'

describe('toSlug', () => {
  test.each([
    ['GPT-4為何不開源？ChatGPT是否開源引爭議', 'gpt-4為何不開源-chatgpt是否開源引爭議'],
    ['  Hello, World! ', 'hello-world'],
    ['ＡＢＣ　１２３', 'abc-123'],
    ['Café 咖啡', 'cafe-咖啡'],
    ['日本のAI、한국 и так', '日本-ai'],
    ['？！', ''],
  ])('%s becomes %s', (title, slug) => {
    expect(toSlug(title)).toBe(slug)
  })
  test('a long title is cut without a hyphen at its end', () => {
    expect(toSlug(`${'a'.repeat(95)} b`)).toBe('a'.repeat(95))
    expect(toSlug(`？${'a'.repeat(95)} b`)).toBe('a'.repeat(95))
  })
  test('a long title is cut between characters', () => {
    expect(toSlug(`${'湖'.repeat(95)}𠮷`)).toBe('湖'.repeat(95))
    expect(toSlug(`${'湖'.repeat(94)}𠮷畔`)).toBe(`${'湖'.repeat(94)}𠮷`)
  })
  test('whatever the title, the slug is one that can be published and makes an address', () => {
    const titles = fc.string({
      unit: fc.oneof(
        fc.constantFrom('湖', '𠮷', '\ud842', 'a', ' ', '-', '\u0301', '％'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
      maxLength: 250,
      size: 'max',
    })
    fc.assert(
      fc.property(titles, (title) => {
        const slug = toSlug(title)
        if (slug === '') return
        expect([slugProblem(slug), slugOrNull(slug)]).toEqual([true, slug])
      }),
      { numRuns: 300 },
    )
  })
})

describe('slugProblem', () => {
  test.each(['gpt-4', '比特幣減半', 'a', '2023年-回顧'])('takes %s', (slug) => {
    expect(slugProblem(slug)).toBe(true)
  })
  test.each([
    '',
    undefined,
    'GPT-4',
    '-a',
    'a-',
    'a--b',
    'a b',
    'a/b',
    'a'.repeat(97),
    'abc\ud842',
    '..',
    'a%2Fb',
    'a\n',
    'a.rsc',
  ])('refuses %j', (slug) => {
    expect(slugProblem(slug)).toEqual(expect.any(String))
  })
})

test('a category may not take the address of the pages of a list', () => {
  expect([
    categorySlugProblem('page'),
    categorySlugProblem('market'),
    categorySlugProblem('abc\ud842'),
    slugProblem('page'),
  ]).toEqual([expect.stringContaining('page'), true, expect.stringContaining('小寫'), true])
})

describe('slotKeyProblem', () => {
  test('takes the keys of the page frames', () => {
    expect(['article-top', 'front-inline', 'app-download'].map(slotKeyProblem)).toEqual([true, true, true])
  })
  test.each(['', undefined, 'Article', '9a', 'a_b', '版位', 'a\ud842', 'a'.repeat(97)])('refuses %s', (key) => {
    expect(slotKeyProblem(key)).toEqual(expect.any(String))
  })
})
