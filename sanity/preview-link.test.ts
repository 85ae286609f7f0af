import { expect, test } from 'vitest'
import { previewLinkEnd, previewLinkSchema } from './preview-link.ts'

const link = (path: string) =>
  previewLinkSchema.safeParse({ documentId: 'article-a', path, expiresAt: '2026-12-01T00:00:00Z' }).data?.path

test('a preview link opens a path of this site, and is none with anything else', () => {
  expect(link('/zh-TW/academy/研究/gpt-4')).toBe('/zh-TW/academy/%E7%A0%94%E7%A9%B6/gpt-4')
  for (const path of [
    '//evil.example',
    '/\t/evil.example',
    '/\r\nx: y',
    '/\\evil.example',
    '/zh-TW/../..//evil.example',
    'https://evil.example',
    '',
  ])
    expect(link(path), path).toBeUndefined()
})

test.each([
  ['2026-11-25T00:00:00Z', '2026-11-25T00:00:00.000Z'],
  ['2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
  ['2999-01-01T00:00:00Z', '2026-12-01T08:00:00.000Z'],
])('a link of 2026-11-24 that says %s is over at %s', (expiresAt, end) => {
  expect(new Date(previewLinkEnd({ expiresAt }, '2026-11-24T08:00:00.000Z')).toISOString()).toBe(end)
})
