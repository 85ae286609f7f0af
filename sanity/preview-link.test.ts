import { expect, test } from 'vitest'
import { previewLinkEnd } from './preview-link.ts'

test.each([
  ['2026-11-25T00:00:00Z', '2026-11-25T00:00:00.000Z'],
  ['2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
  ['2999-01-01T00:00:00Z', '2026-12-01T08:00:00.000Z'],
])('a link of 2026-11-24 that says %s is over at %s', (expiresAt, end) => {
  expect(new Date(previewLinkEnd({ expiresAt }, '2026-11-24T08:00:00.000Z')).toISOString()).toBe(end)
})
