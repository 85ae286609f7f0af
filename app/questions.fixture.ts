import { evaluate, parse } from 'groq-js'
import type { z } from 'zod'
import { type Parsed, parseTolerant } from '#lib/page/parts.ts'

export type Document = { _id: string; _type: string; [field: string]: unknown }

export const NOW = '2024-01-05T00:00:00.000Z'

/** Asks the documents as a lake would, and reads the answer as the pages do. */
export async function askOf<S extends z.ZodType>(
  documents: readonly Document[],
  question: { query: string; schema: S },
  params: Readonly<Record<string, unknown>> = {},
): Promise<Parsed<z.output<S>>> {
  const all = { now: NOW, ...params }
  const dataset = documents.map((document) => ({ _rev: `rev-${document._id}`, ...document }))
  const value = await evaluate(parsedOnce(question.query, all), { dataset, params: all })
  // Through JSON, as over the wire: groq-js answers with the very objects of the dataset.
  return parseTolerant(question.schema, JSON.parse(JSON.stringify(await value.get())))
}

const known = new Map<string, ReturnType<typeof parse>>()

/** Parsing takes longer than asking a few documents. */
function parsedOnce(query: string, params: Readonly<Record<string, unknown>>): ReturnType<typeof parse> {
  const key = JSON.stringify([query, params])
  const tree = known.get(key) ?? parse(query, { params })
  known.set(key, tree)
  return tree
}

const ref = (_ref: string) => ({ _type: 'reference', _ref })
const slug = (current: string) => ({ _type: 'slug', current })
export const picture = (alt = '圖') => ({ _type: 'picture', asset: ref('image-abc-1200x800-png'), alt })
export const paragraph = (_key: string, text: string, more: object = {}) => ({
  _type: 'block',
  _key,
  style: 'normal',
  markDefs: [],
  children: [{ _type: 'span', _key: `${_key}s`, text, marks: [] }],
  ...more,
})

export const banner = (name: string, more: object = {}): Document => ({
  _id: `banner-${name}`,
  _type: 'banner',
  tag: name,
  brief: '短句',
  callsToAction: [{ _key: 'a', text: '註冊', destination: { url: 'https://www.btcc.com/zh-TW' } }],
  isFinancial: true,
  risk: '風險提示',
  riskBrief: '有風險',
  disclosure: { kind: 'advertisement', sponsor: 'BTCC' },
  ...more,
})

export const placement = (name: string, slotName: string, bannerName: string, more: object = {}): Document => ({
  _id: `placement-${name}`,
  _type: 'placement',
  slot: ref(`slot-${slotName}`),
  banner: ref(`banner-${bannerName}`),
  priority: 0,
  ...more,
})

export const slot = (name: string, more: object = {}): Document => ({
  _id: `slot-${name}`,
  _type: 'slot',
  title: name,
  key: name,
  ...more,
})

export const article = (name: string, day: number, more: object = {}): Document => ({
  _id: `article-${name}`,
  _type: 'article',
  title: `文章 ${name}`,
  slug: slug(name),
  category: ref('category-market'),
  authors: [ref('author-lakeside')],
  publishedAt: `2023-04-${String(day).padStart(2, '0')}T00:00:00Z`,
  summary: '摘要',
  cover: picture(),
  body: [paragraph('p', '內文')],
  ...more,
})

/** Documents that most questions need. */
export const base: readonly Document[] = [
  { _id: 'siteSettings', _type: 'siteSettings', title: 'Lakeside 湖畔', tagline: '看懂科技與金融', legal: '僅供參考' },
  { _id: 'image-abc-1200x800-png', _type: 'sanity.imageAsset' },
  { _id: 'category-market', _type: 'category', title: '市場動態', slug: slug('market'), description: '說明', order: 2 },
  { _id: 'category-research', _type: 'category', title: '研究分析', slug: slug('research'), order: 1 },
  { _id: 'category-unnamed', _type: 'category', title: '沒有代稱' },
  {
    _id: 'author-lakeside',
    _type: 'author',
    name: '湖畔編輯室',
    slug: slug('lakeside'),
    role: '編輯',
    image: picture(),
  },
  { _id: 'author-second', _type: 'author', name: '二號', slug: slug('second') },
]

export { ref }
