import { expect, test } from 'vitest'
import { chooseBanner, combineIntervals } from './choose-banner.ts'

const day = (n: number) => `2024-01-${String(n).padStart(2, '0')}T00:00:00.000Z`
const place = (_id: string, from: number | null, until: number | null, priority = 0) => ({
  _id,
  startsAt: from === null ? null : day(from),
  endsAt: until === null ? null : day(until),
  priority,
  banner: `banner-${_id}`,
})
type Placed = ReturnType<typeof place>
type Row = [name: string, placements: Placed[], now: number, winner: string | null, from: number | null, until: number | null]

const rows: Row[] = [
  ['nothing', [], 5, null, null, null],
  ['one that is open at both ends', [place('a', null, null)], 5, 'a', null, null],
  ['before its start', [place('a', 6, 9)], 5, null, null, 6],
  ['on its start', [place('a', 5, 9)], 5, 'a', 5, 9],
  ['on its end', [place('a', 2, 5)], 5, null, 5, null],
  ['the higher priority', [place('a', 1, null, 1), place('b', 2, 8, 5)], 5, 'b', 2, 8],
  ['the lower one when the higher has not begun', [place('a', 1, null, 1), place('b', 7, 8, 5)], 5, 'a', 1, 7],
  ['of equals the later start', [place('a', 1, 9), place('b', 3, 9)], 5, 'b', 3, 9],
  ['an open start is the earliest', [place('a', null, 9), place('b', 3, 9)], 5, 'b', 3, 9],
  ['of equals with one start the lower id', [place('b', 3, 9), place('a', 3, 9)], 5, 'a', 3, 9],
  ['of equals that are open the lower id', [place('b', null, null), place('a', null, null)], 5, 'a', null, null],
  ['an empty period never holds', [place('a', 5, 5, 9), place('b', 6, 3, 9), place('c', null, null)], 5, 'c', null, null],
  ['a lower one that begins meanwhile changes nothing', [place('a', 1, 9, 5), place('b', 6, 20, 1)], 5, 'a', 1, 9],
  ['a negative priority still beats the fallback', [place('a', null, null, -3)], 5, 'a', null, null],
]

test.each(rows)('%s', (_, placements, now, winner, from, until) => {
  const choice = chooseBanner({ placements, fallback: 'fallback' }, new Date(day(now)))
  expect(choice).toMatchObject({
    banner: winner ? `banner-${winner}` : 'fallback',
    placementId: winner,
    from: from === null ? null : day(from),
    until: until === null ? null : day(until),
  })
  expect(choice.lost).toHaveLength(placements.length - (winner ? 1 : 0))
})

test('no fallback: nothing', () => {
  expect(chooseBanner({ placements: [place('a', 9, null)], fallback: null }, new Date(day(5)))).toMatchObject({ banner: null, until: day(9) })
})

test('a banner that leads nowhere loses its place, and says why; so does a fallback', () => {
  const drawable = (banner: string) => banner === 'banner-b'
  const choice = chooseBanner({ placements: [place('a', null, null, 9), place('b', null, 8)], fallback: 'x' }, new Date(day(5)), drawable)
  expect(choice).toMatchObject({ banner: 'banner-b', until: day(8), lost: [{ id: 'a', reason: 'not-drawable' }] })
  expect(chooseBanner({ placements: [place('a', null, null)], fallback: 'x' }, new Date(day(5)), drawable).banner).toBeNull()
})

test('every loser has its reason', () => {
  const placements = [place('soon', 8, null), place('over', 1, 3), place('none', 4, 4), place('low', null, null, -1), place('won', null, null)]
  const { lost } = chooseBanner({ placements, fallback: null }, new Date(day(5)))
  expect(Object.fromEntries(lost.map(({ id, reason }) => [id, reason]))).toEqual({ soon: 'not-started', over: 'ended', none: 'empty-period', low: 'lower-priority' })
})

/** A small generator of its own, so that a failure can be run again. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

test('the same answer at every instant between from and until, another one just outside', () => {
  const wrong: string[] = []
  for (let seed = 1; seed <= 300; seed += 1) {
    const pick = numbers(seed)
    const edge = () => (pick(5) === 0 ? null : 1 + pick(20))
    const placements = Array.from({ length: pick(7) }, (_, index) => place(String(index), edge(), edge(), pick(3)))
    const winnerAt = (time: number) => chooseBanner({ placements, fallback: 'fallback' }, new Date(time)).placementId
    const now = new Date(day(1 + pick(21)))
    const { from, until, placementId } = chooseBanner({ placements, fallback: 'fallback' }, now)
    for (let half = 1; half <= 45; half += 2) {
      const time = Date.parse('2024-01-01T00:00:00Z') + (half / 2) * 86_400_000
      const inside = (from === null || time >= Date.parse(from)) && (until === null || time < Date.parse(until))
      if (inside && winnerAt(time) !== placementId) wrong.push(`seed ${seed}: another one inside`)
    }
    if (until !== null && winnerAt(Date.parse(until)) === placementId) wrong.push(`seed ${seed}: the same at until`)
    if (from !== null && winnerAt(Date.parse(from) - 1) === placementId) wrong.push(`seed ${seed}: the same before from`)
  }
  expect(wrong).toEqual([])
})

test('intervals are combined to the time in which all hold', () => {
  expect(combineIntervals([])).toEqual({ from: null, until: null })
  expect(combineIntervals([{ from: day(1), until: null }, { from: day(3), until: day(9) }, { from: null, until: day(7) }])).toEqual({ from: day(3), until: day(7) })
})
