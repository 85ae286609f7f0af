import { expect, test } from 'vitest'
import type { Platform } from './choose-banner.ts'
import { banner, draft, inShort, placement, ref, telling } from '../validation/findings.fixture.ts'
import { findingsIn, type StoredDocument } from '../validation/findings.ts'

const slot = (more: object = {}): StoredDocument => ({
  _id: 'slot-a',
  _type: 'slot',
  key: 'article-top',
  fallback: ref('banner-a'),
  ...more,
})
const find = (documents: StoredDocument[], drawnOn: [string, Platform[]][] = []) =>
  inShort(findingsIn(documents, { ...telling, drawnOn: new Map(drawnOn) }))

test.each<[string, StoredDocument[], string[]]>([
  ['in order', [slot(), banner({ offerEndsAt: undefined })], []],
  ['an ended offer as fallback', [slot(), banner({ offerEndsAt: '2026-05-31T00:00:00Z' })], ['error slot-a fallback']],
  [
    'an offer as fallback that ends later',
    [slot(), banner({ offerEndsAt: '2026-06-02T00:00:00Z' })],
    ['warning slot-a fallback'],
  ],
  [
    'an ended offer that the draft of its banner extends',
    [slot(), banner({ offerEndsAt: '2026-05-31T00:00:00Z' }), draft(banner())],
    ['error slot-a fallback'],
  ],
  ['on no page', [slot({ key: 'site-bar' }), banner({ offerEndsAt: '2026-05-31T00:00:00Z' })], ['warning slot-a key']],
])('a slot: %s', (_, documents, expected) => expect(find(documents)).toEqual(expected))

test('a banner that pages can’t draw is an error where it is placed and where it is the fallback', () => {
  const both = [slot(), banner(), placement('a', { platforms: ['android'] })]
  expect(find(both, [['banner-a', []]])).toEqual(['error placement-a banner', 'error slot-a fallback'])
  expect(find(both, [['banner-a', ['ios', 'desktop']]])).toEqual(['error placement-a platforms'])
  expect(find(both, [['banner-a', ['android']]])).toEqual([])
  expect(find([slot({ fallback: undefined }), banner(), placement('a', { paused: true })], [['banner-a', []]])).toEqual(
    ['warning placement-a banner'],
  )
  expect(
    find(
      [slot({ fallback: undefined }), banner(), placement('a', { endsAt: '2026-05-01T00:00:00Z' })],
      [['banner-a', []]],
    ),
  ).toEqual([])
})
