import { expect, test } from 'vitest'
import type { Placement, SlotContext } from './choose-banner.ts'
import { chooseInSlots } from './page-slots.ts'
import { placement } from './placement.fixture.ts'

const context: SlotContext = {
  now: new Date('2024-01-05T00:00:00.000Z'),
  zone: 'Asia/Taipei',
  locale: 'zh-TW',
  article: null,
  category: null,
}
type Banner = { _id: string; _rev: string; live: boolean }
const banner = (_id: string, live = true): Banner => ({ _id, _rev: 'r', live })
const slot = (
  key: string,
  placements: (Placement & { _rev: string })[],
  banners: Banner[] = [],
  fallback: Banner | null = null,
) => ({
  _id: `slot-${key}`,
  key,
  placements,
  fallback,
  banners: new Map(banners.map((each) => [each._id, each])),
})

test('a slot is found by key and by id; one that is named twice is chosen once', () => {
  const top = slot(
    'top',
    [
      placement('p', { banner: 'a', endsAt: '2024-02-01T00:00:00.000Z' }),
      placement('q', { banner: 'a', platforms: ['ios'], priority: 1 }),
    ],
    [banner('a')],
  )
  const chosen = chooseInSlots([top, slot('empty', []), top], context)
  expect(['top', 'slot-top', 'empty', 'unknown'].map((name) => chosen.at(name)?.placementId ?? null)).toEqual([
    'p',
    'p',
    null,
    null,
  ])
  expect(
    ['top', 'slot-top', 'unknown'].map((name) => chosen.alternatives(name).map(({ placementId }) => placementId)),
  ).toEqual([['q', 'p'], ['q', 'p'], []])
  expect(chosen.choices).toEqual([
    { from: null, until: '2024-02-01T00:00:00.000Z' },
    { from: null, until: null },
  ])
})

test('a banner that leads nowhere, or can’t be read, loses its slot and is found, once however often it stands', () => {
  const dead = banner('dead', false)
  const slots = [
    slot('a', [placement('p', { banner: 'dead' }), placement('q', { banner: 'gone' })], [dead], banner('spare')),
    slot('b', [], [], dead),
  ]
  const chosen = chooseInSlots(slots, context, ({ live }) => live)
  expect([chosen.at('a')?.banner._id, chosen.at('b')]).toEqual(['spare', null])
  expect(chosen.findings).toEqual([
    { documentId: 'dead', rev: 'r', path: 'callsToAction', message: 'no call to action leads anywhere' },
    { documentId: 'q', rev: 'r', path: 'banner', message: 'the banner is missing, not published or broken' },
  ])
  expect(chosen.lost).toEqual([
    {
      slot: 'slot-a',
      candidates: [
        { id: 'p', reason: 'not-drawable' },
        { id: 'q', reason: 'no-banner' },
      ],
    },
    { slot: 'slot-b', candidates: [] },
  ])
})
