import { describe, expect, test } from 'vitest'
import { slotKeyProblem, slugProblem, toSlug } from './slug.ts'

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
  })
})

describe('slugProblem', () => {
  test.each(['gpt-4', '比特幣減半', 'a', '2023年-回顧'])('takes %s', (slug) => {
    expect(slugProblem(slug)).toBe(true)
  })
  test.each(['', undefined, 'GPT-4', '-a', 'a-', 'a--b', 'a b', 'a/b', 'a'.repeat(97)])('refuses %s', (slug) => {
    expect(slugProblem(slug)).toEqual(expect.any(String))
  })
})

describe('slotKeyProblem', () => {
  test('takes the keys of the page frames', () => {
    expect(['article-top', 'front-inline', 'app-download'].map(slotKeyProblem)).toEqual([true, true, true])
  })
  test.each(['', undefined, 'Article', '9a', 'a_b', '版位'])('refuses %s', (key) => {
    expect(slotKeyProblem(key)).toEqual(expect.any(String))
  })
})
