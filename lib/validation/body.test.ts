import { expect, test } from 'vitest'
import { headingProblem, languageProblem } from './body.ts'

const heading = (style: string, text = '小標題') => ({ _type: 'block', style, children: [{ text }] })

test('headings go down one level at a time and up as they like', () => {
  expect(headingProblem(undefined)).toBe(true)
  expect(headingProblem([heading('normal'), { _type: 'readMore' }])).toBe(true)
  expect(headingProblem([heading('h2'), heading('h3'), heading('h4'), heading('h2'), heading('h3')])).toBe(true)
  expect(headingProblem([heading('h3', '開頭')])).toContain('開頭')
  expect(headingProblem([heading('h2'), heading('h4', '太深')])).toContain('太深')
  expect(headingProblem([heading('h2', ' ')])).toContain('空的')
})

test('language codes are BCP 47', () => {
  expect(['en', 'ja', 'zh-CN', 'pt-BR'].map(languageProblem)).toEqual([true, true, true, true])
  expect(['', undefined, '英文', 'e', 'en_US'].map((tag) => typeof languageProblem(tag))).toEqual(
    Array(5).fill('string'),
  )
})
