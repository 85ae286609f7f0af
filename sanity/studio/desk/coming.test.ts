import { expect, test } from 'vitest'
import { comingUp, timetable } from './coming.ts'

const now = new Date('2026-11-24T02:00:00Z')
const placement = (_id: string, startsAt: string | null, endsAt: string | null) => ({ _id, startsAt, endsAt })
const coming = (placements: ReturnType<typeof placement>[], due: object[] = []) =>
  comingUp(timetable.parse({ placements, due }), now).map(({ id, what }) => `${id} ${what}`)

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
  expect(coming([placement('p', '2026-11-26T00:00:00Z', null)], due)).toEqual(['article-b ends', 'p starts', 'article-a starts'])
})

test('the edges: this very moment is past, the last day is in', () => {
  expect(coming([placement('now', '2026-11-24T02:00:00Z', null)])).toEqual([])
  expect(coming([placement('last', '2026-12-08T02:00:00Z', null)])).toHaveLength(1)
  expect(coming([placement('later', '2026-12-08T02:00:01Z', null)])).toEqual([])
})
