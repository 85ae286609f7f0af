import { expect, test } from 'vitest'
import type { Caller } from '../auth/caller.ts'
import { createPresence } from './presence.ts'

const caller: Caller = {
  id: 'p',
  name: 'P',
  role: 'viewer',
  reads: 'all',
  writes: null,
  by: 'cookie',
  ended: new AbortController().signal,
}

function join(presence: ReturnType<typeof createPresence>) {
  const said: string[] = []
  const member = presence.join({ caller, send: (text) => said.push(text) })
  return {
    said,
    call: (method: string, params: object = {}, id = 1) => member.receive(JSON.stringify({ id, method, params })),
    ...member,
  }
}

test('fifty thousand subscriptions are eight, and an announcement costs the others no more than that', () => {
  let time = 0
  const presence = createPresence(() => (time += 1000))
  const greedy = join(presence)
  const other = join(presence)
  for (let index = 0; index < 50_000; index += 1) greedy.call('presence_subscribe')
  expect(greedy.said.filter((text) => text.includes('"result"'))).toHaveLength(8)
  expect(greedy.said.at(-1)).toContain('8 subscriptions are open already')
  greedy.said.length = 0
  other.call('presence_announce', { data: { sessionId: 's', locations: [] } })
  expect(greedy.said).toHaveLength(8)
})

test('a connection that says too much is not heard for a while; it is heard again', () => {
  let time = 0
  const presence = createPresence(() => time)
  const loud = join(presence)
  const listener = join(presence)
  listener.call('presence_subscribe')
  listener.said.length = 0
  for (let index = 0; index < 1_000; index += 1)
    loud.call('presence_announce', { data: { sessionId: 's', locations: [] } })
  expect(listener.said).toHaveLength(60)
  time += 1_000
  for (let index = 0; index < 1_000; index += 1)
    loud.call('presence_announce', { data: { sessionId: 's', locations: [] } })
  expect(listener.said).toHaveLength(70)
})

test('a message is small, and one connection is only so many sessions', () => {
  let time = 0
  const presence = createPresence(() => (time += 1000))
  const member = join(presence)
  const listener = join(presence)
  listener.call('presence_subscribe')
  listener.said.length = 0
  member.call('presence_announce', { data: { sessionId: 'large', locations: ['x'.repeat(20_000)] } })
  expect(listener.said).toEqual([])
  for (let index = 0; index < 20; index += 1)
    member.call('presence_announce', { data: { sessionId: `s${index}`, locations: [] } })
  expect(listener.said).toHaveLength(8)
  listener.said.length = 0
  member.leave()
  expect(listener.said).toHaveLength(8)
})
