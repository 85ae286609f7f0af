import { expect, test } from 'vitest'
import { altProblem, assetProblem } from './picture.ts'

test('a picture has words unless it only decorates', () => {
  expect(altProblem('湖面的晨霧', undefined)).toBe(true)
  expect(altProblem('', true)).toBe(true)
  expect(altProblem(' ', false)).toEqual(expect.any(String))
  expect(altProblem(undefined, undefined)).toEqual(expect.any(String))
})

test('a picture that was begun needs its file, no picture needs none', () => {
  expect(assetProblem(undefined)).toBe(true)
  expect(assetProblem({ asset: { _ref: 'image-a-1x1-png' } })).toBe(true)
  expect(assetProblem({ alt: '湖' })).toEqual(expect.any(String))
})
