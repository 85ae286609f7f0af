import { evaluate, parse } from 'groq-js'
import { expect, test } from 'vitest'
import { mendableTypes, openLinks, withOpenLinks } from './open-links.ts'

const inline = (_key: string, destination?: object) => ({
  _key,
  _type: 'inlineLink',
  ...(destination ? { destination } : {}),
})
const to = (_ref: string) => ({ reference: { _type: 'reference', _ref, _weak: true } })

const dataset = [
  { _id: 'author-a', _type: 'author' },
  {
    _id: 'article-whole',
    _type: 'article',
    body: [
      { _type: 'block', markDefs: [inline('a', { url: 'https://example.com' }), { _type: 'foreign', _key: 'b' }] },
    ],
  },
  {
    _id: 'article-open',
    _type: 'article',
    body: [
      { _type: 'readMore', text: '看' },
      { _type: 'readMore', destination: { page: 'front' } },
      { _type: 'block', markDefs: [inline('a', to('gone')), inline('b', to('author-a'))] },
    ],
    closing: [{ _type: 'block', markDefs: [inline('a')] }],
  },
  {
    _id: 'list-open',
    _type: 'linkList',
    links: [{ text: '字' }, { text: '字', destination: {} }, { destination: to('author-a') }],
  },
  { _id: 'list-empty', _type: 'linkList' },
  { _id: 'banner-open', _type: 'banner', callsToAction: [{ text: '註冊' }] },
  { _id: 'placement-a', _type: 'placement' },
]

const ask = async (query: string): Promise<unknown> => (await evaluate(parse(query), { dataset })).get()

test('the count is of links, the list of the documents they stand in', async () => {
  expect(await ask(openLinks().query)).toBe(6)
  expect(await ask(`*[${withOpenLinks()}]._id`)).toEqual(['article-open', 'list-open', 'banner-open'])
})

test('who may mend some is told of those, who may mend none of all', async () => {
  const marketers = mendableTypes((type) => type === 'banner' || type === 'slot')
  expect(await ask(openLinks(marketers).query)).toBe(1)
  expect(await ask(`*[${withOpenLinks(marketers)}]._id`)).toEqual(['banner-open'])
  expect(mendableTypes(() => false)).toEqual(['article', 'linkList', 'banner'])
})
