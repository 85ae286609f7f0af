import { expect, test } from 'vitest'
import { previewLinkSchema } from './preview-link.ts'

const link = (path: string) => previewLinkSchema.safeParse({ documentId: 'article-a', path, expiresAt: '2026-12-01T00:00:00Z' }).data?.path

test('a preview link opens a path of this site, and is none with anything else', () => {
  expect(link('/zh-TW/academy/研究/gpt-4')).toBe('/zh-TW/academy/%E7%A0%94%E7%A9%B6/gpt-4')
  for (const path of ['//evil.example', '/\t/evil.example', '/\r\nx: y', '/\\evil.example', '/zh-TW/../..//evil.example', 'https://evil.example', '']) expect(link(path), path).toBeUndefined()
})
