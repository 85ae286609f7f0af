import { expect, test } from 'vitest'
import { chooseInSlots } from './page-slots.ts'

const now = new Date('2024-01-05T00:00:00.000Z')
const banner = (_id: string, live = true) => ({ _id, _rev: 'r', live })
const placement = (_id: string, shown: ReturnType<typeof banner>, endsAt: string | null = null) => ({ _id, startsAt: null, endsAt, priority: 0, banner: shown })
const slot = (key: string, placements: ReturnType<typeof placement>[], fallback: ReturnType<typeof banner> | null = null) => ({ _id: `slot-${key}`, key, placements, fallback })

test('a slot is found by key and by id; one that is named twice is chosen once', () => {
  const top = slot('top', [placement('p', banner('a'), '2024-02-01T00:00:00.000Z')])
  const chosen = chooseInSlots([top, slot('empty', []), top], now)
  const stands = { banner: banner('a'), endsAt: '2024-02-01T00:00:00.000Z' }
  expect([chosen.at('top'), chosen.at('slot-top'), chosen.at('empty'), chosen.at('unknown')]).toEqual([stands, stands, null, null])
  expect(chosen.choices).toEqual([{ from: null, until: '2024-02-01T00:00:00.000Z' }, { from: null, until: null }])
})

test('a banner that leads nowhere loses its slot and is found, once however often it stands', () => {
  const dead = banner('dead', false)
  const chosen = chooseInSlots([slot('a', [placement('p', dead)], banner('spare')), slot('b', [], dead)], now, ({ live }) => live)
  expect([chosen.at('a'), chosen.at('b')]).toEqual([{ banner: banner('spare'), endsAt: null }, null])
  expect(chosen.findings).toEqual([{ documentId: 'dead', rev: 'r', path: 'callsToAction', message: 'no call to action leads anywhere' }])
  expect(chosen.lost).toEqual([{ slot: 'slot-a', candidates: [{ id: 'p', reason: 'not-drawable' }] }, { slot: 'slot-b', candidates: [] }])
})
