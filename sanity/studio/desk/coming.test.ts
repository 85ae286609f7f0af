import { expect, test } from 'vitest'
import { parseTolerant } from '#lib/page/parts.ts'
import { openTestLake } from '#sanity/lake/testing.ts'
import { bookedSlots, bookedSlotsSchema, comingUp, timetable, withTruth } from './coming.ts'

const now = new Date('2026-11-24T02:00:00Z')
const placement = (_id: string, startsAt: string | null, endsAt: string | null) => ({ _id, startsAt, endsAt })
const coming = (placements: ReturnType<typeof placement>[], due: object[] = []) =>
  comingUp(timetable.parse({ placements, due }), now).map(
    ({ id, what, isDue }) => `${id} ${isDue ? 'itself ' : ''}${what}`,
  )

test('what starts and what ends within two weeks is told, the next first, whatever zone it was written in', () => {
  const placements = [
    placement('long', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
    placement('ending', '2026-01-01T00:00:00Z', '2026-11-25T00:00:00Z'),
    placement('short', '2026-11-24T11:00:00+08:00', '2026-11-26T00:00:00Z'),
    placement('open', null, null),
  ]
  expect(coming(placements)).toEqual(['short starts', 'ending ends', 'short ends'])
})

test('work that falls due by itself stands among the placements', () => {
  const due = [
    { documentId: 'article-a', documentType: 'article', kind: 'publish', at: '2026-11-27T10:00:00.000Z' },
    { documentId: 'article-b', documentType: 'article', kind: 'takeDown', at: '2026-11-25T10:00:00.000Z' },
  ]
  expect(coming([placement('p', '2026-11-26T00:00:00Z', null)], due)).toEqual([
    'article-b itself ends',
    'p starts',
    'article-a itself starts',
  ])
})

test('the edges: this very moment is past, the last day is in', () => {
  expect(coming([placement('now', '2026-11-24T02:00:00Z', null)])).toEqual([])
  expect(coming([placement('last', '2026-12-08T02:00:00Z', null)])).toHaveLength(1)
  expect(coming([placement('later', '2026-12-08T02:00:01Z', null)])).toEqual([])
})

test('what is covered when it starts, or was when it ends, is said to be covered, as pages choose', async () => {
  const { client: clientOf, close } = await openTestLake()
  const client = clientOf()
  const ref = (_ref: string) => ({ _type: 'reference', _ref })
  const banner = (_id: string, tag: string) => ({
    _id,
    _type: 'banner',
    tag,
    disclosure: { kind: 'own', sponsor: '湖畔' },
    callsToAction: [{ _key: 'a', _type: 'callToAction', text: '看', destination: { url: 'https://example.com' } }],
  })
  const placed = (_id: string, name: string, more: object) => ({
    _id,
    _type: 'placement',
    banner: ref(name),
    slot: ref('slot-a'),
    priority: 0,
    ...more,
  })
  await client.create({ _id: 'slot-a', _type: 'slot', key: 'article-top' })
  await client.create(banner('banner-a', '雙12'))
  await client.create(banner('banner-b', '已付費客戶'))
  const period = { startsAt: '2026-12-01T00:00:00Z', endsAt: '2026-12-03T00:00:00Z' }
  await client.create(placed('paid', 'banner-b', { ...period, priority: 3 }))
  await client.create(placed('swap', 'banner-a', { priority: 4, endsAt: '2026-12-02T00:00:00Z' }))
  const slots = parseTolerant(
    bookedSlotsSchema,
    await client.fetch<unknown>(bookedSlots, { now: now.toISOString() }, { perspective: 'published' }),
  )
  await close()
  if (!slots.ok) throw new Error('the slots can’t be read')
  const all = timetable.parse({
    placements: [placement('paid', period.startsAt, period.endsAt), placement('swap', null, '2026-12-02T00:00:00Z')],
    due: [],
  })
  expect(
    withTruth(comingUp(all, now), slots.data, '').map(({ id, what, covered = false, instead = [] }) => [
      id,
      what,
      covered,
      instead,
    ]),
  ).toEqual([
    ['paid', 'starts', true, ['雙12']],
    ['swap', 'ends', false, []],
    ['paid', 'ends', false, []],
  ])
})
