import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openTestLake, type TestLake } from '#sanity/lake/testing.ts'
import type { LogEntry } from '../log.ts'
import { followLiveEvents, liveEventsAddress, type FollowOptions, type LiveEvents } from './follow-live-events.ts'
import { type BadLine, createQueue, openBadLine, type Queue } from './testing.ts'

type Told = 'unprove' | 'prove' | readonly string[]

/** Follows with a pageCache that writes down what it is told, in its order. */
function follow(apiHost: string, options: Partial<FollowOptions> & { token?: string } = {}) {
  const told = createQueue<Told>()
  const log: LogEntry[] = []
  const events: LiveEvents = followLiveEvents({
    lake: { kind: 'elsewhere', projectId: 'lakeside', dataset: 'production', apiHost, readToken: options.token },
    pageCache: { invalidate: told.put, unprove: () => told.put('unprove'), prove: () => told.put('prove') },
    log: (entry) => log.push(entry),
    pause: () => 10,
    ...options,
  })
  onTestFinished(() => events.close())
  return { told, log, close: events.close }
}

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

/** A line to the lake that can fail, and who follows through it. It has heard the welcome. */
async function followThroughLine(options: Partial<FollowOptions> = {}) {
  const line: BadLine = await openBadLine(lake.origin)
  onTestFinished(() => line.close())
  const { told, log } = follow(`${line.origin}/lake`, { token: lake.token, ...options })
  expect(await told.next()).toBe('unprove')
  expect(await told.next()).toBe('prove')
  return { line, told, log }
}

/** Short pauses that write down after how many failures they were asked for. */
const noting = (pauses: Queue<number>) => (failuresBefore: number) => {
  pauses.put(failuresBefore)
  return 10
}

/** The sync tags that the answer to a question carries. */
const tagsOf = async (query: string, from = lake): Promise<string[]> => [
  ...((await from.client({ perspective: 'published' }).fetch(query, {}, { filterResponse: false })).syncTags ?? []),
]

const note = (id: string, title = '湖') => ({ _id: id, _type: 'note', title })

describe('a real lake', () => {
  test('begins unproven, the welcome proves, and a publish invalidates by the tags that answers carry; drafts invalidate nothing', async () => {
    const { told } = await followThroughLine()
    const reader = lake.client({ perspective: 'published' })
    const ask = () =>
      reader.fetch('*[_type == "note" && slug.current == $slug][0]{title}', { slug: 'lake' }, { filterResponse: false })
    const before = await ask()
    const client = lake.client()
    await client.create({ ...note('drafts.a'), slug: { current: 'lake' } })
    await client.action({ actionType: 'sanity.action.document.publish', draftId: 'drafts.a', publishedId: 'a' })
    // The draft came first: had it invalidated anything, that would be what is heard here.
    const published = await told.next()
    const [byId, byType, byAny] = [
      await tagsOf('*[_id == "a"]'),
      await tagsOf('*[_type == "note"]'),
      await tagsOf('*[]'),
    ]
    expect(published).toEqual(expect.arrayContaining([...byId, ...byType, ...byAny, 'any']))
    expect([byId, byType, byAny].map((tags) => tags.length)).toEqual([1, 1, 1])
    expect(before.result).toBeNull()
    expect(published).toEqual(expect.arrayContaining([expect.toBeOneOf([...(before.syncTags ?? [])])]))

    const after = await ask()
    expect(after.result).toEqual({ title: '湖' })
    await client.patch('a').set({ title: '畔' }).commit()
    expect(await told.next()).toEqual(expect.arrayContaining([expect.toBeOneOf([...(after.syncTags ?? [])])]))
    await client.create(note('b'))
    expect(await told.next()).toEqual(expect.arrayContaining(await tagsOf('*[_id == "b"]')))
  })

  test('what is asked after an event is at least as new as the event', async () => {
    const { told } = await followThroughLine()
    const reader = lake.client({ perspective: 'published', token: lake.lake.siteToken })
    await lake.client().create({ ...note('count'), at: 0 })
    await told.next()
    for (let at = 1; at <= 20; at += 1) {
      const written = lake.client().patch('count').set({ at }).commit()
      await told.next()
      expect(await reader.fetch('*[_id == "count"][0].at')).toBe(at)
      await written
    }
  })

  test('a cut line is a gap; what was published meanwhile is in what is asked after the next welcome', async () => {
    const { line, told, log } = await followThroughLine()
    line.cut()
    expect(await told.next()).toBe('unprove')
    await lake.client().create(note('meanwhile'))
    line.mend()
    expect(await told.next()).toBe('prove') // all that was kept before is made again
    expect(await lake.client().fetch('*[_id == "meanwhile"][0].title')).toBe('湖')
    await lake.client().create(note('later'))
    expect(await told.next()).toEqual(expect.arrayContaining(await tagsOf('*[_id == "later"]')))
    expect(log[0]).toMatchObject({ level: 'warn', reason: expect.any(String) })
    expect(log.at(-1)).toMatchObject({ level: 'info' })
  })

  test('a half-open line is a gap once it was silent for so long', async () => {
    const { line, told, log } = await followThroughLine({ silence: 1_000 })
    line.hush()
    await lake.client().create(note('unheard'))
    expect(await told.next()).toBe('unprove')
    expect(log).toMatchObject([{ level: 'warn', reason: 'The lake was silent for 1000 ms.' }])
    line.mend()
    expect(await told.next()).toBe('prove')
  })

  test('a line that takes connections and gives nothing is tried again, and said once', async () => {
    const line = await openBadLine(lake.origin)
    onTestFinished(() => line.close())
    line.hush()
    const pauses = createQueue<number>()
    const { told, log } = follow(`${line.origin}/lake`, { token: lake.token, silence: 50, pause: noting(pauses) })
    expect(await told.next()).toBe('unprove')
    expect([await pauses.next(), await pauses.next(), await pauses.next()]).toEqual([0, 1, 2])
    expect(told.waiting).toBe(0) // the pageCache counts its minutes from the first time
    expect(log).toHaveLength(1)
  })

  test('a lake that restarts is found again', async () => {
    const first = await openTestLake()
    const line = await openBadLine(first.origin)
    onTestFinished(() => line.close())
    const { told } = follow(`${line.origin}/lake`, { token: first.token })
    expect([await told.next(), await told.next()]).toEqual(['unprove', 'prove'])
    const before = await tagsOf('*[_id == "anew"]', first)
    expect(before).toHaveLength(1)
    const second = await first.restart()
    onTestFinished(() => second.close())
    expect(await told.next()).toBe('unprove')
    line.lead(second.origin)
    expect(await told.next()).toBe('prove')
    await second.client().create(note('anew'))
    expect(await told.next()).toEqual(expect.arrayContaining(before))
  })

  test('a lake that refuses stays unproven, and the log says why', async () => {
    const pauses = createQueue<number>()
    const { told, log } = follow(lake.base, { token: 'wrong', pause: noting(pauses) })
    expect(await told.next()).toBe('unprove')
    expect([await pauses.next(), await pauses.next()]).toEqual([0, 1])
    expect(log).toMatchObject([{ level: 'warn', reason: 'The lake answered 401.' }])
    expect(told.waiting).toBe(0)
  })
})

type Visit = { request: IncomingMessage; response: ServerResponse; gone: Promise<unknown> }

/** A server that says what the test wants, for what the embedded lake never says. */
async function openSpeaker() {
  const visits = createQueue<Visit>()
  const server = createServer((request, response) => visits.put({ request, response, gone: once(response, 'close') }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const begin = async () => {
    const visit = await visits.next()
    visit.response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    visit.response.write('event: welcome\ndata: {}\n\n')
    return visit
  }
  return { base: `http://127.0.0.1:${address.port}`, visits, begin }
}

const message = (...tags: string[]) => `id: 1\nevent: message\ndata: ${JSON.stringify({ tags })}\n\n`

describe('what else a lake may say', () => {
  test('the token goes along, no place to resume from does', async () => {
    const speaker = await openSpeaker()
    follow(speaker.base, { token: 'secret' })
    const first = await speaker.begin()
    expect(first.request.url).toBe('/v2025-02-19/data/live/events/production')
    expect(first.request.headers).toMatchObject({ authorization: 'Bearer secret', accept: 'text/event-stream' })
    first.response.end(message('s1:a'))
    expect((await speaker.begin()).request.headers).not.toHaveProperty('last-event-id')
  })

  test('a message invalidates its tags and what every commit invalidates, however the bytes are cut', async () => {
    const speaker = await openSpeaker()
    const { told } = follow(speaker.base)
    const { response } = await speaker.begin()
    await told.next()
    await told.next()
    const bytes = Buffer.from(message('s1:湖', 's1:b').replaceAll('\n', '\r\n'))
    for (const byte of bytes) response.write(Buffer.of(byte))
    expect(await told.next()).toEqual(['s1:湖', 's1:b', 'any'])
  })

  test('comments are life, and names we do not know are passed over', async () => {
    const speaker = await openSpeaker()
    const { told } = follow(speaker.base, { silence: 1_000 })
    const { response } = await speaker.begin()
    await told.next()
    await told.next()
    let beats = 0
    const timer = setInterval(() => {
      beats += 1
      response.write(beats < 25 ? ':\n\n' : `event: weather\ndata: fair\n\n${message('s1:late')}`)
      if (beats === 25) clearInterval(timer)
    }, 100)
    onTestFinished(() => clearInterval(timer))
    expect(await told.next()).toEqual(['s1:late', 'any']) // after 2.5 s, with no gap before it
  })

  test.each([
    ['restart', 'event: restart\ndata: {}\n\n', 'The lake said restart: {}'],
    [
      'goaway',
      'event: goaway\ndata: {"reason":"connection limit reached"}\n\n',
      'The lake said goaway: {"reason":"connection limit reached"}',
    ],
    ['a message without tags', 'event: message\ndata: {"tag":"s1:a"}\n\n', /tags/],
    ['a message that is no JSON', 'event: message\ndata: {"tags":\n\n', /JSON/],
    ['another protocol', '<html>502 Bad Gateway</html>\n', 'Unknown field "<html>502 Bad Gatewa…"'],
    [
      'bytes that are no text',
      Buffer.from([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a, 0x0a]),
      /encoded data was not valid/,
    ],
  ])('%s is a gap, and is reported', async (_name, words, reason) => {
    const speaker = await openSpeaker()
    const { told, log } = follow(speaker.base)
    const visit = await speaker.begin()
    expect([await told.next(), await told.next()]).toEqual(['unprove', 'prove'])
    visit.response.write(words)
    expect(await told.next()).toBe('unprove')
    await visit.gone
    expect(log).toMatchObject([
      { level: 'warn', reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
    ])
    await speaker.begin()
    expect(await told.next()).toBe('prove')
  })

  test('a page where the stream should be is a gap', async () => {
    const speaker = await openSpeaker()
    const { told, log } = follow(speaker.base)
    const { response } = await speaker.visits.next()
    response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Please sign in to the network.')
    await speaker.begin()
    expect([await told.next(), await told.next()]).toEqual(['unprove', 'prove'])
    expect(log).toMatchObject([{ reason: 'The answer is no event stream but text/html.' }])
  })

  test('pauses grow while a lake welcomes and sends away, and begin again once it has kept us', async () => {
    const speaker = await openSpeaker()
    const pauses = createQueue<number>()
    follow(speaker.base, { pause: noting(pauses) })
    const bye = 'event: goaway\ndata: {}\n\n'
    for (let time = 0; time < 3; time += 1) (await speaker.begin()).response.write(bye)
    ;(await speaker.begin()).response.write(`:\n\n${bye}`)
    expect([await pauses.next(), await pauses.next(), await pauses.next(), await pauses.next()]).toEqual([0, 1, 2, 0])
  })
})

describe('closing', () => {
  test('ends an open stream, and the pageCache knows that nobody listens', async () => {
    const speaker = await openSpeaker()
    const { told, log, close } = follow(speaker.base)
    const visit = await speaker.begin()
    expect([await told.next(), await told.next()]).toEqual(['unprove', 'prove'])
    await close()
    expect(await told.next()).toBe('unprove')
    await visit.gone
    expect(log).toEqual([])
    await close()
  })

  test('does not wait for the next attempt', async () => {
    const speaker = await openSpeaker()
    const { close } = follow(speaker.base, { pause: () => 3_600_000 })
    const { response, gone } = await speaker.begin()
    response.end()
    await gone
    await close()
    expect(speaker.visits.waiting).toBe(0)
  })
})

test('the address: at an API host, or at the project on sanity.io', () => {
  const place = { projectId: 'abc123', dataset: 'production' }
  expect(liveEventsAddress({ ...place, apiHost: undefined })).toBe(
    'https://abc123.api.sanity.io/v2025-02-19/data/live/events/production',
  )
  expect(liveEventsAddress({ ...place, apiHost: 'http://127.0.0.1:4000/lake' })).toBe(
    'http://127.0.0.1:4000/lake/v2025-02-19/data/live/events/production',
  )
})
