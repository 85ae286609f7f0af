import { describe, expect, test } from 'vitest'
import { countDestinations, destinationProblem, linkTextProblem, unresolvedProblem, urlProblem } from './destination.ts'

describe('destination', () => {
  test('none and one are fine, two are not', () => {
    expect(destinationProblem(undefined)).toBe(true)
    expect(destinationProblem({})).toBe(true)
    expect(destinationProblem({ page: 'front' })).toBe(true)
    expect(destinationProblem({ page: 'front', url: 'https://example.com' })).toEqual(expect.any(String))
  })
  test('a reference that names nothing yet does not count', () => {
    expect(countDestinations({ reference: {}, url: ' ' })).toBe(0)
    expect(countDestinations({ reference: { _ref: 'article-a' } })).toBe(1)
    expect(unresolvedProblem('連結待補')({ reference: {} })).toBe('連結待補')
    expect(unresolvedProblem('連結待補')({ page: 'front' })).toBe(true)
  })
})

describe('urlProblem', () => {
  test.each([
    undefined,
    '',
    'https://example.com/湖',
    'http://example.com',
    'mailto:a@example.com',
    'tel:+886212345678',
  ])('takes %s', (url) => {
    expect(urlProblem(url)).toBe(true)
  })
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'ftp://example.com',
    '/academy',
    'example.com',
    'https:example.com',
    ' https://example.com',
    'https://a:b@example.com',
    '#',
  ])('refuses %s', (url) => {
    expect(urlProblem(url)).toEqual(expect.any(String))
  })
})

test('a link needs words of its own or a document that has a title', () => {
  expect(linkTextProblem('湖', undefined)).toBe(true)
  expect(linkTextProblem('', { reference: { _ref: 'article-a' } })).toBe(true)
  expect(linkTextProblem(' ', { url: 'https://example.com' })).toEqual(expect.any(String))
  expect(linkTextProblem(undefined, undefined)).toEqual(expect.any(String))
})
