import { expect, test } from 'vitest'
import { previewKeyOf } from './preview-key.ts'

const place = { projectId: 'p', dataset: 'd' }
const elsewhere = (readToken: string | undefined) =>
  previewKeyOf({ kind: 'elsewhere', ...place, apiHost: undefined, readToken })

test('with a lake elsewhere all processes with its token sign alike, and nobody else; beside the embedded lake each start draws again', () => {
  expect(elsewhere('token')).toBe(elsewhere('token'))
  expect(
    new Set([
      elsewhere('token'),
      elsewhere('other'),
      elsewhere(undefined),
      elsewhere(undefined),
      previewKeyOf({ kind: 'embedded', ...place }),
      previewKeyOf({ kind: 'embedded', ...place }),
    ]).size,
  ).toBe(6)
})
