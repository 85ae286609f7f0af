import { describe, expect, test } from 'vitest'
import { banner, draft, find, placement, ref } from '../validation/findings.fixture.ts'
import type { StoredDocument } from '../validation/findings.ts'

const inBody = (): StoredDocument => ({
  _id: 'article-x',
  _type: 'article',
  category: ref('c'),
  body: [{ _type: 'bodySlot', _key: 's', slot: ref('slot-n') }],
})

test.each<[string, StoredDocument[], string[]]>([
  [
    'an empty period',
    [banner(), placement('a', { startsAt: '2026-07-02T00:00:00Z', endsAt: '2026-07-01T00:00:00Z' })],
    ['error placement-a endsAt'],
  ],
  [
    'a draft that starts in the past',
    [banner(), draft(placement('a', { startsAt: '2026-01-01T00:00:00Z' }))],
    ['warning drafts.placement-a startsAt'],
  ],
  [
    'a draft that was published with that start',
    [
      banner(),
      placement('a', { startsAt: '2026-01-01T00:00:00Z' }),
      draft(placement('a', { startsAt: '2026-01-01T00:00:00Z' })),
    ],
    [],
  ],
  [
    'a draft that has ended',
    [banner(), draft(placement('a', { endsAt: '2026-01-01T00:00:00Z' }))],
    ['warning drafts.placement-a endsAt'],
  ],
  ['a published placement of a draft', [banner({}, 'drafts.banner-a'), placement('a')], ['error placement-a banner']],
  ['a placement of nothing', [placement('a')], ['error placement-a banner']],
  ['a placement in no slot', [banner(), placement('a', { slot: ref('slot-gone') })], ['error placement-a slot']],
  [
    'a placement in a draft',
    [
      banner(),
      placement('a', { slot: ref('slot-c') }),
      { _id: 'drafts.slot-c', _type: 'slot', key: 'article-closing' },
    ],
    ['error placement-a slot'],
  ],
  ['a draft of a draft is still being made', [banner({}, 'drafts.banner-a'), draft(placement('a'))], []],
  [
    'an offer that ends first',
    [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a', { endsAt: '2026-07-02T00:00:00Z' })],
    ['warning placement-a endsAt'],
  ],
  [
    'an offer that ends, a placement that does not',
    [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a')],
    ['warning placement-a endsAt'],
  ],
  [
    'an offer that has ended, on air',
    [banner({ offerEndsAt: '2026-05-31T00:00:00Z' }), placement('a')],
    ['error placement-a endsAt'],
  ],
  [
    'an offer that ends this moment, on air',
    [banner({ offerEndsAt: '2026-06-01T00:00:00Z' }), placement('a')],
    ['error placement-a endsAt'],
  ],
  [
    'an offer that has ended, paused',
    [banner({ offerEndsAt: '2026-05-31T00:00:00Z' }), placement('a', { paused: true })],
    ['warning placement-a endsAt'],
  ],
  [
    'an offer that ends before its placement begins',
    [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a', { startsAt: '2026-07-02T00:00:00Z' })],
    ['error placement-a endsAt'],
  ],
  [
    'a slot on no page',
    [banner(), placement('a', { slot: ref('slot-n') }), { _id: 'slot-n', _type: 'slot', key: 'site-bar' }],
    ['error placement-a slot', 'warning slot-n key'],
  ],
  [
    'a slot on no page, paused',
    [
      banner(),
      placement('a', { slot: ref('slot-n'), paused: true }),
      { _id: 'slot-n', _type: 'slot', key: 'site-bar' },
    ],
    ['warning placement-a slot', 'warning slot-n key'],
  ],
  [
    'a slot in a body',
    [banner(), placement('a', { slot: ref('slot-n') }), { _id: 'slot-n', _type: 'slot', key: 'mine' }, inBody()],
    [],
  ],
  [
    'a slot in a body that is a draft yet',
    [banner(), placement('a', { slot: ref('slot-n') }), { _id: 'slot-n', _type: 'slot', key: 'mine' }, draft(inBody())],
    ['error placement-a slot', 'warning slot-n key'],
  ],
  [
    'a category in a slot of the front page',
    [banner(), placement('a', { slot: ref('slot-b'), onlyCategories: [ref('c')] })],
    ['error placement-a onlyCategories'],
  ],
  [
    'an article in a slot of the front page',
    [banner(), placement('a', { slot: ref('slot-b'), onlyArticles: [ref('x')] })],
    ['error placement-a onlyArticles'],
  ],
  [
    'not a category in a slot of the front page',
    [banner(), placement('a', { slot: ref('slot-b'), notCategories: [ref('c')] })],
    [],
  ],
  [
    'the category of the body that has the slot',
    [
      banner(),
      placement('a', { slot: ref('slot-n'), onlyCategories: [ref('c')] }),
      { _id: 'slot-n', _type: 'slot', key: 'mine' },
      inBody(),
    ],
    [],
  ],
  [
    'another category than that of the body that has the slot',
    [
      banner(),
      placement('a', { slot: ref('slot-n'), onlyCategories: [ref('d')] }),
      { _id: 'slot-n', _type: 'slot', key: 'mine' },
      inBody(),
    ],
    ['error placement-a onlyCategories'],
  ],
  [
    'an offer that ends with its placement',
    [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a', { endsAt: '2026-07-01T08:00:00+08:00' })],
    [],
  ],
  [
    'an offer that ended before a placement that has ended too',
    [banner({ offerEndsAt: '2026-01-01T00:00:00Z' }), placement('a', { endsAt: '2026-02-01T00:00:00Z' })],
    [],
  ],
  [
    'an ended placement whose banner and slot are gone',
    [placement('a', { slot: ref('slot-gone'), endsAt: '2026-02-01T00:00:00Z' })],
    [],
  ],
])('%s', (_, documents, expected) => expect(find(...documents)).toEqual(expected))

describe('days and hours that a period never meets', () => {
  // A Friday in Taipei, 18:00–20:00.
  const friday = { startsAt: '2026-07-03T10:00:00Z', endsAt: '2026-07-03T12:00:00Z' }
  const told = ['error placement-a endsAt']
  test.each<[string, object, string[]]>([
    ['another day', { ...friday, days: ['mon'] }, told],
    ['its day', { ...friday, days: ['fri'] }, []],
    ['hours before', { ...friday, hoursTo: '18:00' }, told],
    ['hours after', { ...friday, hoursFrom: '20:00' }, told],
    ['hours that begin within', { ...friday, hoursFrom: '19:59' }, []],
    ['hours of the zone, not of UTC', { ...friday, hoursFrom: '10:00', hoursTo: '12:00' }, told],
    [
      'the night of the day before',
      {
        startsAt: '2026-07-03T16:00:00Z',
        endsAt: '2026-07-03T18:00:00Z',
        days: ['fri'],
        hoursFrom: '22:00',
        hoursTo: '01:00',
      },
      [],
    ],
    [
      'a week has every day',
      {
        startsAt: '2026-07-03T10:00:00Z',
        endsAt: '2026-07-10T10:00:00Z',
        days: ['thu'],
        hoursFrom: '12:00',
        hoursTo: '12:01',
      },
      [],
    ],
    ['without an end', { startsAt: '2026-07-03T10:00:00Z', days: ['thu'] }, []],
    ['paused', { ...friday, days: ['mon'], paused: true }, []],
    ['ended', { startsAt: '2026-05-01T10:00:00Z', endsAt: '2026-05-01T12:00:00Z', days: ['mon'] }, []],
    [
      'has shown, and will not again',
      { startsAt: '2026-05-29T00:00:00Z', endsAt: '2026-06-02T00:00:00Z', days: ['sat'] },
      [],
    ],
    ['live since nobody knows when', { endsAt: '2026-06-02T00:00:00Z', days: ['sat'] }, []],
  ])('%s', (_, more, expected) => expect(find(banner(), placement('a', more))).toEqual(expected))

  test('a new draft can only show from now on', () => {
    expect(find(banner(), draft(placement('a', { endsAt: '2026-06-02T00:00:00Z', days: ['sat'] })))).toEqual([
      'error drafts.placement-a endsAt',
    ])
    expect(
      find(
        banner(),
        draft(placement('a', { startsAt: '2026-05-29T00:00:00Z', endsAt: '2026-06-02T00:00:00Z', days: ['sat'] })),
      ),
    ).toEqual(['error drafts.placement-a endsAt'])
  })
})
