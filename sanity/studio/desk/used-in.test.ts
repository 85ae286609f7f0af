import { evaluate, parse } from 'groq-js'
import { expect, test } from 'vitest'
import { usedInQuestions } from './used-in.ts'

const article = (id: string, fields: object) => ({
  _id: `article-${id}`,
  _type: 'article',
  title: id,
  publishedAt: `2026-01-0${id.length}T00:00:00Z`,
  ...fields,
})
const reference = (_ref: string) => ({ _type: 'reference', _ref })
const bodySlot = (id: string) => ({ _type: 'bodySlot', _key: id, slot: reference(id) })
const placement = (banner: string, slot: string, fields: object = {}) => ({
  _id: `${banner}-${slot}`,
  _type: 'placement',
  banner: reference(banner),
  slot: reference(slot),
  ...fields,
})

const dataset = [
  article('a', {
    body: [{ _type: 'block' }, bodySlot('slot-app'), bodySlot('slot-app')],
    linkLists: [reference('list-a')],
  }),
  article('bb', { body: [bodySlot('slot-own')] }),
  article('ccc', {}),
  { _id: 'slot-app', _type: 'slot', key: 'app', fallback: reference('banner-house') },
  { _id: 'slot-own', _type: 'slot', key: 'own' },
  { _id: 'slot-top', _type: 'slot', key: 'article-top' },
  placement('banner-now', 'slot-own'),
  placement('banner-past', 'slot-own', { endsAt: '2020-01-01T00:00:00Z' }),
  placement('banner-paused', 'slot-own', { paused: true }),
  placement('banner-top', 'slot-top'),
]

const use = async (type: string, id: string) => {
  const question = usedInQuestions.get(type)
  if (!question) throw new Error(`no question for ${type}`)
  const answer = await (await evaluate(parse(question.query, { params: { id } }), { dataset, params: { id } })).get()
  return question.schema.parse(answer).articles.map(({ title }) => title)
}

test('a link list is used in the articles that name it', async () => {
  expect(await use('linkList', 'list-a')).toEqual(['a'])
  expect(await use('linkList', 'list-b')).toEqual([])
})

test('a slot is used where a body has it, once however often; one of the page’s own in every article', async () => {
  expect(await use('slot', 'slot-app')).toEqual(['a'])
  expect(await use('slot', 'slot-top')).toEqual(['ccc', 'bb', 'a'])
})

test('a banner is used where a slot stands that has it now or later, as a placement or for when there is none', async () => {
  expect(await use('banner', 'banner-house')).toEqual(['a'])
  expect(await use('banner', 'banner-now')).toEqual(['bb'])
  expect(await use('banner', 'banner-top')).toEqual(['ccc', 'bb', 'a'])
  expect(await use('banner', 'banner-past')).toEqual([])
  expect(await use('banner', 'banner-paused')).toEqual([])
})
