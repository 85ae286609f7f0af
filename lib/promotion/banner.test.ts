import { expect, test } from 'vitest'
import { leadsOf, riskProblem } from './banner.ts'

test('a page or a URL leads somewhere for sure, a reference is to be looked up, nothing leads nowhere', () => {
  expect(leadsOf(undefined)).toEqual({ sure: false, references: [] })
  expect(leadsOf([{ text: '註冊' }, { text: '看', destination: {} }])).toEqual({ sure: false, references: [] })
  expect(leadsOf([{ destination: { url: 'https://example.com' } }])).toEqual({ sure: true, references: [] })
  expect(leadsOf([{ destination: { page: 'front' } }, { destination: { reference: { _ref: 'article-a' } } }])).toEqual({
    sure: true,
    references: ['article-a'],
  })
})

test('risk texts are asked for only when the banner is marked financial', () => {
  expect(riskProblem(undefined, false)).toBe(true)
  expect(riskProblem('', undefined)).toBe(true)
  expect(riskProblem('投資有風險', true)).toBe(true)
  expect(riskProblem(' ', true)).toEqual(expect.any(String))
})
