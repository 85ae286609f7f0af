import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant, words, writtenInstant } from './fields.ts'

test.each([
  ['2023-04-03T10:00:00+08:00', '2023-04-03T02:00:00.000Z'],
  ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00.000Z'],
])('%s is the instant %s', (text, utc) => {
  expect(instant.parse(text)).toBe(utc)
})

// With five or six digits or a sign no other part would take it for an instant: a page with such a boundary was never kept.
test.each([
  '9999-12-31T23:59:59-00:01',
  '0000-01-01T00:00:00+00:01',
  'soon',
  '',
  '2023-04-03',
  '2023-02-30T00:00:00Z',
  '2023-04-03T00:00:00',
  '+010000-01-01T00:00:00Z',
])('%s is none', (text) => {
  expect([writtenInstant.safeParse(text).success, instant.safeParse(text).success]).toEqual([false, false])
})

test('whatever is taken for an instant comes out as one that is taken again', () => {
  const two = (most: number) => fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, '0'))
  const texts = fc.tuple(
    fc.constantFrom('0000', '0001', '1970', '2026', '9999'),
    two(13),
    two(32),
    two(24),
    two(60),
    fc.constantFrom('', ':00', ':59.9', ':60', ':00.123456789'),
    fc.constantFrom('Z', '', '+23:59', '-23:59', '+08:00', '+24:00', 'z'),
  )
  fc.assert(
    fc.property(texts, ([year, month, day, hours, minutes, seconds, zone]) => {
      const parsed = instant.safeParse(`${year}-${month}-${day}T${hours}:${minutes}${seconds}${zone}`)
      if (!parsed.success) return
      expect(instant.parse(parsed.data)).toBe(parsed.data)
    }),
    { numRuns: 500 },
  )
})

test('a text without a visible character is no text', () => {
  expect(['湖', '', ' ', '\u200b', 7].map((text) => words.safeParse(text).success)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
