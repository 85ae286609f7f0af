import { expect, test } from 'vitest'
import { createLastingFetch, sendLeftBehind, type LastingFetchOptions } from './lasting-fetch.ts'
import { newStorage } from './new-storage.ts'
import { openOutbox } from './outbox.ts'

type Answer = Response | 'no network'
const done = (id: string) => Response.json({ transactionId: id, results: [] })
const refusal = (status: number, type: string) =>
  Response.json({ error: { type: 'mutationError', items: [{ error: { type } }] } }, { status })
const address = 'http://localhost:3000/lake/v2025-02-19/data/actions/production'
const words = {
  method: 'POST',
  body: JSON.stringify({
    transactionId: 't1',
    actions: [
      {
        actionType: 'sanity.action.document.edit',
        draftId: 'drafts.a',
        publishedId: 'a',
        patch: { set: { title: '湖畔' } },
      },
    ],
  }),
}
const deletion = {
  method: 'POST',
  body: JSON.stringify({
    transactionId: 't2',
    actions: [{ actionType: 'sanity.action.document.delete', publishedId: 'a' }],
  }),
}

/** A fetch over a lake that gives these answers, one after the other. */
function over(answers: readonly Answer[], storage = newStorage()) {
  const outbox = openOutbox(storage)
  const sent: { address: string; body: unknown }[] = []
  const reach: boolean[] = []
  const pauses: number[] = []
  const left = [...answers]
  const options: LastingFetchOptions = {
    fetch: async (input, init) => {
      sent.push({ address: String(input), body: init?.body })
      const answer = left.shift()
      if (answer === undefined || answer === 'no network') throw new TypeError('Failed to fetch')
      return answer
    },
    outbox,
    person: () => 'lin',
    now: () => 1_000 + sent.length,
    newId: () => 'made-up',
    pause: async (failures) => void pauses.push(failures),
    onReach: (isReached) => reach.push(isReached),
  }
  return { options, outbox, sent, reach, pauses, storage, lasting: createLastingFetch(options) }
}

test('what is typed while the network is gone is kept, sent again, and acknowledged once', async () => {
  const { lasting, outbox, sent, reach, pauses } = over(['no network', 'no network', done('t1')])
  const during: number[] = []
  outbox.subscribe(() => during.push(outbox.entries.length))
  const response = await lasting(address, words)
  expect(await response.json()).toMatchObject({ transactionId: 't1' })
  expect(sent.map(({ body }) => JSON.parse(String(body)).transactionId)).toEqual(['t1', 't1', 't1'])
  expect([during, pauses, reach]).toEqual([
    [1, 0],
    [0, 1],
    [false, true],
  ])
})

test('an answer that was lost on the way counts: the lake knows the transaction', async () => {
  const { lasting, outbox } = over(['no network', refusal(409, 'transactionAlreadyExistsError')])
  expect((await lasting(address, words)).status).toBe(200)
  expect(outbox.entries).toEqual([])
})

test.each([429, 502, 503, 504, 507])('a lake that says %s is asked again', async (status) => {
  const { lasting, outbox, sent } = over([new Response('', { status }), done('t1')])
  expect((await lasting(address, words)).status).toBe(200)
  expect([sent.length, outbox.entries]).toEqual([2, []])
})

test('a write without a transaction id gets one before it is first sent', async () => {
  const { lasting, sent } = over(['no network', done('made-up')])
  await lasting(address, { method: 'POST', body: JSON.stringify({ actions: [] }) })
  expect(sent.map(({ body }) => JSON.parse(String(body)).transactionId)).toEqual(['made-up', 'made-up'])
})

test('what the lake refuses for good is handed to the form, and stays here to be copied', async () => {
  const { lasting, outbox } = over([refusal(409, 'documentNotFoundError')])
  expect((await lasting(address, words)).status).toBe(409)
  expect(outbox.entries).toMatchObject([{ id: 't1', state: 'refused', person: 'lin' }])
})

test('a refusal of what has no words in it is the form’s to say', async () => {
  const { lasting, outbox } = over([refusal(409, 'documentHasExistingReferencesError')])
  expect((await lasting(address, deletion)).status).toBe(409)
  expect(outbox.entries).toEqual([])
})

test('a form that is closed does not call its last words off; a question that is called off is not asked again', async () => {
  const closed = new AbortController()
  const write = over(['no network', done('t1')])
  const answered = write.lasting(address, { ...words, signal: closed.signal })
  closed.abort()
  expect((await answered).status).toBe(200)

  const left = new AbortController()
  const question = over(['no network'])
  question.options.pause = async () => left.abort(new Error('left'))
  await expect(
    createLastingFetch(question.options)('http://localhost:3000/lake/v1/data/doc/production/a', {
      signal: left.signal,
    }),
  ).rejects.toThrow('left')
  expect([question.sent.length, question.reach]).toEqual([1, [false, true]])
})

test('a question waits for the network; an answer that says no is an answer', async () => {
  const { lasting } = over(['no network', new Response('', { status: 503 })])
  expect((await lasting('http://localhost:3000/lake/v1/data/query/production?query=1')).status).toBe(503)
})

test('dry runs, uploads and event streams go their own way', async () => {
  const { lasting, outbox } = over(['no network', 'no network', 'no network', 'no network'])
  await expect(lasting(`${address}?dryRun=true`, words)).rejects.toThrow('Failed to fetch')
  await expect(
    lasting(address, { method: 'POST', body: JSON.stringify({ actions: [], dryRun: true }) }),
  ).rejects.toThrow('Failed to fetch')
  await expect(
    lasting('http://localhost:3000/lake/v1/assets/images/production', { method: 'POST', body: new Blob(['x']) }),
  ).rejects.toThrow('Failed to fetch')
  await expect(lasting('http://localhost:3000/lake/v2025-02-19/data/listen/production?query=*')).rejects.toThrow(
    'Failed to fetch',
  )
  expect(outbox.entries).toEqual([])
})

test('what a closed page left behind is sent by the next one, in order, for its writer alone', async () => {
  const { outbox: before, storage } = over([])
  const entry = (id: string, person: string | null, at: number) => ({
    id,
    target: `/lake/v1/data/actions/production?n=${id}`,
    body: `{"transactionId":"${id}"}`,
    person,
    at,
    state: 'waiting' as const,
  })
  for (const each of [entry('second', 'lin', 2), entry('first', 'lin', 1), entry('other', 'wang', 3)]) before.put(each)
  const after = over([done('first'), 'no network', done('second')], storage)
  await sendLeftBehind({ ...after.options, lake: 'http://localhost:3000', me: 'lin' })
  expect(after.sent.map((request) => request.address)).toEqual(
    ['first', 'second', 'second'].map((id) => `http://localhost:3000/lake/v1/data/actions/production?n=${id}`),
  )
  expect(after.outbox.entries).toMatchObject([{ id: 'other' }])
  expect(openOutbox(storage).entries).toMatchObject([{ id: 'other' }])
})

test('a storage that is full, or holds something else, keeps nobody from writing', async () => {
  const storage = newStorage()
  const entry = { id: 't0', target: '/', body: '{}', person: null, at: 1, state: 'waiting' as const }
  openOutbox(storage).put(entry)
  for (const odd of ['{"id":1}', 'no JSON']) storage.setItem(`lakeside:outbox:${odd}`, odd)
  expect(openOutbox(storage).entries).toEqual([entry])
  storage.removeItem('lakeside:outbox:t0')
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const { lasting, outbox } = over(['no network', done('t1')], storage)
  expect((await lasting(address, words)).status).toBe(200)
  expect(outbox.entries).toEqual([])
})
