import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { listenTo, openEvents as openEventsOf, type OpenOptions } from './streams/testing.ts'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

const openEvents = (path: string, options?: OpenOptions) => openEventsOf(lake, path, options)

describe('listening', () => {
  test('a listener hears what comes to be, changes and goes', async () => {
    const client = lake.client()
    const stream = await openEvents(listenTo('*[_type == "fish"]', '&includeResult=true&includePreviousRevision=true'))
    expect((await stream.next()).event).toBe('welcome')
    const made = await client.create({ _id: 'f1', _type: 'fish', name: '鯉' })
    await client.create({ _id: 'bird', _type: 'bird' })
    const changed = await client.patch('f1').set({ name: '鯽' }).commit()
    const gone = await client.delete('f1')
    expect((await stream.next()).data).toMatchObject({
      transition: 'appear',
      documentId: 'f1',
      transactionId: made._rev,
      resultRev: made._rev,
      result: { name: '鯉' },
      eventId: `${made._rev}#f1`,
      identity: expect.stringMatching(/^token-/),
      transactionTotalEvents: 1,
      transactionCurrentEvent: 1,
    })
    expect((await stream.next()).data).toMatchObject({
      transition: 'update',
      previousRev: made._rev,
      resultRev: changed._rev,
      previous: { name: '鯉' },
      result: { name: '鯽' },
      mutations: [expect.objectContaining({ patch: expect.anything() })],
      effects: { apply: expect.any(Array), revert: expect.any(Array) },
    })
    const last = await stream.next()
    expect(last.data).toMatchObject({
      transition: 'disappear',
      previousRev: changed._rev,
      resultRev: gone.transactionId,
      effects: { apply: [0, null] },
    })
    expect(last.data).not.toHaveProperty('result')
    stream.stop()
  })

  test('publishing is two events of one transaction, counted for this listener', async () => {
    const client = lake.client()
    const pair = await openEvents(listenTo('*[_id in ["p", "drafts.p"]]'))
    const one = await openEvents(listenTo('*[_id == "p"]'))
    await Promise.all([pair.next(), one.next()])
    await client.create({ _id: 'drafts.p', _type: 'note' })
    await client.action({ actionType: 'sanity.action.document.publish', draftId: 'drafts.p', publishedId: 'p' })
    await pair.next()
    const both = [await pair.next(), await pair.next()]
    expect(
      both.map(({ data }) => [data['documentId'], data['transition'], data['transactionTotalEvents']]).toSorted(),
    ).toEqual([
      ['drafts.p', 'disappear', 2],
      ['p', 'appear', 2],
    ])
    expect((await one.next()).data).toMatchObject({ documentId: 'p', transactionTotalEvents: 1 })
    pair.stop()
    one.stop()
  })

  test('a broken listener comes back without a gap, in the middle of a transaction too', async () => {
    const client = lake.client()
    const first = await openEvents(listenTo('*[_type == "stone"]'))
    const welcome = await first.next()
    await client.transaction().create({ _id: 's1', _type: 'stone' }).create({ _id: 's2', _type: 'stone' }).commit()
    const half = await first.next()
    first.stop()
    await client.create({ _id: 's3', _type: 'stone' })
    const second = await openEvents(listenTo('*[_type == "stone"]'), { lastEventId: half.id })
    expect((await second.next()).event).toBe('welcomeback')
    expect((await second.next()).data['documentId']).toBe('s2')
    expect((await second.next()).data['documentId']).toBe('s3')
    await client.create({ _id: 's4', _type: 'stone' })
    expect((await second.next()).data['documentId']).toBe('s4')
    second.stop()
    const fromStart = await openEvents(listenTo('*[_type == "stone"]'), { lastEventId: welcome.id })
    const heard = [
      await fromStart.next(),
      await fromStart.next(),
      await fromStart.next(),
      await fromStart.next(),
      await fromStart.next(),
    ]
    expect(heard.map(({ event, data }) => data['documentId'] ?? event)).toEqual(['welcomeback', 's1', 's2', 's3', 's4'])
    fromStart.stop()
  })

  test.each(['9999.all.x', '1.all.another-lake', 'nonsense'])(
    'an unknown position (%s) is answered by reset',
    async (lastEventId) => {
      const stream = await openEvents(listenTo('*'), { lastEventId })
      expect((await stream.next()).event).toBe('reset')
      stream.stop()
    },
  )

  test('a form of the Studio is told to read again when somebody else takes away the draft that is typed in', async () => {
    const [mine, colleagues] = [
      lake.client(),
      lake.client({ token: await lake.lake.createToken({ label: 'a colleague', role: 'administrator' }) }),
    ]
    const pair = '*[_id in ["note", "drafts.note"]]'
    const [form, other] = [
      await openEvents(listenTo(pair, '&tag=sanity.studio.document.pair.listen')),
      await openEvents(listenTo(pair)),
    ]
    const publish = (client: typeof mine) =>
      client.action({ actionType: 'sanity.action.document.publish', draftId: 'drafts.note', publishedId: 'note' })
    const edit = (client: typeof mine, text: string) =>
      client.action({
        actionType: 'sanity.action.document.edit',
        draftId: 'drafts.note',
        publishedId: 'note',
        patch: { set: { text } },
      })
    const told = async (stream: typeof form, count: number) => {
      const events = []
      while (events.length < count) {
        const { event, data } = await stream.next()
        events.push(event === 'mutation' ? `${data['transition']} ${data['documentId']}` : event)
      }
      return events
    }

    await mine.create({ _id: 'drafts.note', _type: 'note', text: '一' })
    await publish(mine) // one's own form waits for what it asks for, and hears of it as ever
    expect(await told(form, 4)).toEqual(['welcome', 'appear drafts.note', 'appear note', 'disappear drafts.note'])
    await edit(colleagues, '二')
    await publish(colleagues) // nobody types here
    expect(await told(form, 3)).toEqual(['appear drafts.note', 'update note', 'disappear drafts.note'])
    await edit(mine, '三')
    const { transactionId } = await publish(colleagues)
    expect(await told(form, 1)).toEqual(['appear drafts.note'])
    const reset = await form.next()
    expect(reset).toMatchObject({ event: 'reset', id: expect.stringContaining(transactionId) })
    await edit(mine, '四')
    expect(await told(form, 1)).toEqual(['appear drafts.note'])
    const round = ['appear drafts.note', 'update note', 'disappear drafts.note']
    expect(await told(other, 11)).toEqual([
      'welcome',
      'appear drafts.note',
      'appear note',
      'disappear drafts.note',
      ...round,
      ...round,
      'appear drafts.note',
    ])
    form.stop()
    other.stop()

    const resumed = await openEvents(listenTo(pair, '&tag=sanity.studio.document.pair.listen'), {
      lastEventId: reset.id,
    })
    expect(await told(resumed, 2)).toEqual(['welcomeback', 'appear drafts.note'])
    resumed.stop()
  })

  test("what was purged meanwhile can't be told: the stream begins again", async () => {
    const client = lake.client()
    await client.create({ _id: 'purged', _type: 'purged', text: '一' })
    const stream = await openEvents(listenTo('*[_type == "purged"]'))
    await stream.next()
    await client.patch('purged').set({ text: '二' }).commit()
    const { id: lastEventId } = await stream.next()
    stream.stop()
    await client.patch('purged').set({ text: '三' }).commit()
    await client.request<unknown>({
      method: 'POST',
      url: '/data/mutate/production',
      body: { mutations: [{ delete: { id: 'purged', purge: true } }] },
    })
    const resumed = await openEvents(listenTo('*[_type == "purged"]'), { lastEventId })
    expect([await resumed.next(), await resumed.next()]).toMatchObject([{ event: 'welcomeback' }, { event: 'reset' }])
    resumed.stop()
    const told = await client.request<unknown>({ url: '/data/history/production/documents/purged?lastRevision=true' })
    expect(told).toEqual({ documents: [] })
    const history = await client.request<string>({
      url: '/data/history/production/transactions/purged?effectFormat=mendoza',
    })
    expect(history).not.toMatch(/[一二三]/)
    expect(JSON.parse(history)).toMatchObject({ documentIDs: ['purged'] })
  })

  test('a query that is none is told as channelError', async () => {
    const stream = await openEvents(listenTo('*[_type =='))
    expect(await stream.next()).toMatchObject({ event: 'channelError', data: { error: { type: 'queryParseError' } } })
    await expect(stream.next()).rejects.toThrow('ended')
  })
})

test('a listener that does not read is dropped, and the lake goes on', async () => {
  const { port } = new URL(lake.origin)
  const socket = connect(Number(port), '127.0.0.1')
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => {})
  const path = `/lake/v1${listenTo('*[_type == "whale"]', '&includeResult=true')}`
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${lake.token}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  socket.pause()
  const client = lake.client()
  const song = 'u'.repeat(2_000_000)
  for (let index = 0; index < 14; index += 1)
    await client.createOrReplace({ _id: 'whale', _type: 'whale', song, index })
  socket.resume()
  await closed
  expect(await client.fetch('*[_id == "whale"][0].index')).toBe(13)
}, 30_000)

/** The sync tags that the answer to a question carries. */
const tagsOf = async (query: string): Promise<readonly string[]> =>
  (await lake.client({ perspective: 'published' }).fetch(query, {}, { filterResponse: false })).syncTags ?? []

describe('live events', () => {
  test('published changes go to all, drafts to those who ask', async () => {
    const client = lake.client()
    const readers = await openEvents('/data/live/events/production')
    const editors = await openEvents('/data/live/events/production?includeDrafts=true')
    expect((await readers.next()).event).toBe('welcome')
    await editors.next()
    await client.create({ _id: 'drafts.l', _type: 'note' })
    await client.create({ _id: 'l', _type: 'note' })
    const message = await readers.next()
    const made = [...(await tagsOf('*[_id == "l"]')), ...(await tagsOf('*[_type == "note"]'))]
    expect(made).toHaveLength(2)
    expect(message).toMatchObject({ event: 'message', data: { tags: expect.arrayContaining(made) } })
    expect((await editors.next()).data['tags']).toContain(made[0])
    await client.patch('l').set({ a: 1 }).commit()
    readers.stop()
    editors.stop()
    const back = await openEvents('/data/live/events/production', { lastEventId: message.id })
    expect([(await back.next()).event, (await back.next()).event]).toEqual(['welcome', 'message'])
    back.stop()
    const lost = await openEvents('/data/live/events/production', { lastEventId: '1.all.nowhere' })
    expect([(await lost.next()).event, (await lost.next()).event]).toEqual(['welcome', 'restart'])
    lost.stop()
  })
})

test('a stranger hears which answers have changed, in tags that say nothing else, also after a restart of the lake', async () => {
  const own = await openTestLake()
  const answer = async (from: TestLake, query: string) =>
    (await from.client({ perspective: 'published' }).fetch(query, {}, { filterResponse: false })).syncTags ?? []
  const bySlug = '*[_type == "note" && slug.current == "told-slug"][0]'
  await own.client().create({ _id: 'other', _type: 'other' })
  const [shown, untouched] = [await answer(own, bySlug), await answer(own, '*[_id == "other"][0]')]
  const refused = await fetch(`${own.base}/v1/data/live/events/production`, {
    headers: { authorization: 'Bearer wrong' },
  })
  expect(refused.status).toBe(401)

  /** What the real client, without a token, hears until the first message. */
  async function hear(from: TestLake): Promise<{ heard: unknown[]; tags: readonly string[] }> {
    const heard: unknown[] = []
    const over = Promise.withResolvers<readonly string[]>()
    const subscription = from
      .stranger()
      .live.events()
      .subscribe({
        error: over.reject,
        next: (event) => {
          heard.push(event)
          const client = from.client()
          const note = { _type: 'note', slug: { current: 'told-slug' } }
          if (event.type === 'welcome')
            client
              .createOrReplace({ ...note, _id: 'drafts.secret' })
              .then(() => client.createOrReplace({ ...note, _id: 'told' }))
              .catch(over.reject)
          if (event.type === 'message') over.resolve(event.tags)
        },
      })
    const tags = await over.promise
    subscription.unsubscribe()
    return { heard, tags }
  }

  const first = await hear(own)
  expect(first.heard).toMatchObject([{ type: 'welcome' }, { type: 'message' }])
  expect(first.tags).toEqual(first.tags.map(() => expect.stringMatching(/^s1:[\w-]{11}$/)))
  expect(JSON.stringify(first.heard)).not.toMatch(/told-slug|drafts\.secret|doc:|type:|key:/)
  expect(first.tags).toEqual(expect.arrayContaining([...shown]))
  expect(shown).toHaveLength(1)
  expect(first.tags.filter((tag) => untouched.some((other) => other === tag))).toEqual([])
  expect(untouched).toHaveLength(1)

  const again = await own.restart()
  onTestFinished(() => again.close())
  expect((await hear(again)).tags).toEqual(first.tags)
  // The site compares its own tags with those of commits: they stay as they are.
  expect(
    (
      await again
        .client({ token: again.lake.siteToken, perspective: 'published' })
        .fetch(bySlug, {}, { filterResponse: false })
    ).syncTags,
  ).toEqual(['key:note.slug=told-slug'])
})

test('the real client hears live events', async () => {
  const client = lake.client()
  const heard = Promise.withResolvers<unknown>()
  const subscription = client.live.events({ includeDrafts: true }).subscribe({
    error: heard.reject,
    next: (event) => {
      if (event.type === 'welcome') client.create({ _id: 'drafts.alive', _type: 'note' }).catch(heard.reject)
      if (event.type === 'message') heard.resolve(event.tags)
    },
  })
  expect(await heard.promise).toEqual(expect.arrayContaining([...(await tagsOf('*[_id == "alive"]'))]))
  subscription.unsubscribe()
})

test('presence: who comes, where they are, who goes', async () => {
  const headers = { authorization: `Bearer ${lake.token}` }
  const open = async () => {
    const socket = new WebSocket(`${lake.base.replace('http', 'ws')}/v2022-06-30/socket/production?tag=x`, { headers })
    const arrived: Record<string, unknown>[] = []
    let tell = () => {}
    socket.on('message', (data) => {
      arrived.push(JSON.parse(String(data)))
      tell()
    })
    await new Promise((resolve) => socket.on('open', resolve))
    return {
      say: (method: string, params: object = {}, id = method) =>
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params })),
      hear: async (fits: (message: Record<string, unknown>) => boolean) => {
        for (;;) {
          const found = arrived.find(fits)
          if (found) return found
          await new Promise<void>((resolve) => (tell = resolve))
        }
      },
      close: () => socket.close(),
    }
  }
  const one = await open()
  const two = await open()
  one.say('presence_subscribe')
  const { result: subscription } = await one.hear((message) => message['id'] === 'presence_subscribe')
  const push = (result: object) => ({
    jsonrpc: '2.0',
    method: 'presence_subscription',
    params: { subscription, result },
  })
  const hears = async (type: string) =>
    one.hear(
      (message) =>
        message['method'] === 'presence_subscription' && JSON.stringify(message).includes(`"type":"${type}"`),
    )
  two.say('presence_rollcall', { session: 'two' })
  expect(await hears('rollCall')).toEqual(push({ type: 'rollCall', i: expect.any(String), session: 'two' }))
  const locations = [{ type: 'document', documentId: 'a', path: ['title'], lastActiveAt: '2026-11-24T00:00:00Z' }]
  two.say('presence_announce', { data: { sessionId: 'two', locations } })
  expect(await hears('state')).toEqual(
    push({ type: 'state', i: expect.any(String), m: { sessionId: 'two', locations } }),
  )
  two.close()
  expect(await hears('disconnect')).toEqual(push({ type: 'disconnect', i: expect.any(String), m: { session: 'two' } }))
  one.say('nonsense')
  expect(await one.hear((message) => message['id'] === 'nonsense')).toMatchObject({ error: { code: -32601 } })
  one.close()
})
