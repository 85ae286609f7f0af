import { expect, test } from 'vitest'
import { z } from 'zod'
import { identity, instant, list, maybe, whole } from './fields.ts'
import { parseTolerant } from './parts.ts'

const item = z.discriminatedUnion('_type', [
  z.object({ _type: z.literal('word'), _key: z.string(), text: z.string(), note: maybe(z.string()) }),
  z.object({ _type: z.literal('period'), _key: z.string(), endsAt: whole(instant.nullish()) }),
])
const linked = z.object({ ...identity, title: z.string().min(1) })
const page = z.object({
  article: maybe(
    z.object({
      ...identity,
      title: z.string(),
      body: list(item),
      lists: list(linked),
      image: maybe(z.object({ asset: z.object({ _id: z.string() }) })),
    }),
  ),
  total: z.number(),
})

const article = (more: object) => ({
  total: 1,
  article: { _id: 'a', _rev: 'r1', title: 'T', body: [], lists: [], image: null, ...more },
})
const word = (key: string, more: object = {}) => ({ _type: 'word', _key: key, text: key, ...more })

test('a sound answer passes whole, missing fields are null and missing arrays empty', () => {
  const parsed = parseTolerant(page, { total: 0, article: { _id: 'a', _rev: 'r', title: 'T' } })
  expect(parsed).toEqual({
    ok: true,
    findings: [],
    data: { total: 0, article: { _id: 'a', _rev: 'r', title: 'T', body: [], lists: [], image: null } },
  })
})

test.each<[string, object, object, object[]]>([
  [
    'an unknown block type',
    { body: [word('1'), { _type: 'video', _key: '2' }, word('3')] },
    { body: [{ _key: '1' }, { _key: '3' }] },
    [{ documentId: 'a', rev: 'r1', path: 'body[_key=="2"]._type' }],
  ],
  [
    'null among elements',
    { body: [null, word('1')] },
    { body: [{ _key: '1' }] },
    [{ documentId: 'a', path: 'body[0]' }],
  ],
  [
    'several broken elements',
    { body: [null, word('1'), 7, word('2', { text: 3 }), word('3')] },
    { body: [{ _key: '1' }, { _key: '3' }] },
    [{ path: 'body[0]' }, { path: 'body[2]' }, { path: 'body[_key=="2"].text' }],
  ],
  [
    'an optional field',
    { body: [word('1', { note: 5 })] },
    { body: [{ _key: '1', note: null }] },
    [{ path: 'body[_key=="1"].note' }],
  ],
  [
    'another document, named by its own id and revision',
    {
      lists: [
        { _id: 'l', _rev: 'r9', title: null },
        { _id: 'm', _rev: 'r', title: 'M' },
      ],
    },
    { lists: [{ _id: 'm' }] },
    [{ documentId: 'l', rev: 'r9', path: 'title' }],
  ],
  ['a reference to nothing', { lists: [null] }, { lists: [] }, [{ documentId: 'a', path: 'lists[0]' }]],
  [
    'an image without its asset',
    { image: { asset: null } },
    { image: null },
    [{ documentId: 'a', path: 'image.asset' }],
  ],
  ['an array that is none', { body: 'text' }, { body: [] }, [{ path: 'body' }]],
  [
    'a field that takes its object with it',
    {
      body: [
        { _type: 'period', _key: '1', endsAt: 'soon' },
        { _type: 'period', _key: '2', endsAt: null },
      ],
    },
    { body: [{ _key: '2', endsAt: null }] },
    [{ path: 'body[_key=="1"].endsAt' }],
  ],
])('%s costs that part only', (_, broken, left, findings) => {
  const parsed = parseTolerant(page, article(broken))
  expect(parsed).toMatchObject({ ok: true, data: { article: left } })
  expect(parsed.findings).toHaveLength(findings.length)
  expect(parsed.findings).toEqual(expect.arrayContaining(findings.map((each) => expect.objectContaining(each))))
})

test('a document in two places is reported once', () => {
  const broken = { _id: 'l', _rev: 'r', title: '' }
  expect(parseTolerant(page, article({ lists: [broken, { ...broken }] })).findings).toHaveLength(1)
})

test('a document that cannot stand leaves the page', () => {
  const parsed = parseTolerant(page, article({ title: null }))
  expect(parsed).toMatchObject({
    ok: true,
    data: { article: null, total: 1 },
    findings: [{ documentId: 'a', path: 'title' }],
  })
})

test('nothing can stand', () => {
  expect(parseTolerant(page, { total: 'many' })).toMatchObject({
    ok: false,
    findings: [{ path: 'total', message: expect.stringContaining('received string') }],
  })
  expect(parseTolerant(page, null).ok).toBe(false)
})

test('the answer itself is not changed', () => {
  const answer = article({ body: [null, word('1', { note: 5 })] })
  const before = structuredClone(answer)
  parseTolerant(page, answer)
  expect(answer).toEqual(before)
})

test('thousands of broken parts are cut in few rounds', () => {
  const body = Array.from({ length: 5000 }, (_, index) =>
    index % 2 ? word(String(index)) : { _type: 'video', _key: String(index) },
  )
  const parsed = parseTolerant(page, article({ body }))
  expect(parsed.findings).toHaveLength(2500)
  expect(parsed.ok && parsed.data.article?.body).toHaveLength(2500)
}, 3000)
