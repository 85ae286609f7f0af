import { createWorkspaceFromConfig, validateDocument } from 'sanity'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { openTestLake } from '#sanity/lake/testing.ts'
import { createStudioConfig } from '../config.ts'
import { publishTogether } from './publish-page.ts'

const lake = await openTestLake()
afterAll(() => lake.close())
const client = lake.client({ token: lake.token, perspective: 'raw' })
const workspace = await createWorkspaceFromConfig({
  ...createStudioConfig({ projectId: 'lakeside', dataset: 'production', basePath: '/studio' }),
  unstable_clientFactory: () => client,
})

const reference = (_ref: string) => ({ _type: 'reference', _ref })
const link = {
  _key: 'a',
  _type: 'link',
  text: '看看',
  destination: { _type: 'destination', url: 'https://example.com' },
}
const list = (_id: string, fields: object = {}) => ({ _id, _type: 'linkList', title: '清單', links: [link], ...fields })
const article = (_id: string, fields: object = {}) => ({
  _id,
  _type: 'article',
  title: '文章',
  slug: { _type: 'slug', current: 'a' },
  summary: '摘要。',
  category: reference('category-a'),
  authors: [{ ...reference('author-a'), _key: 'a' }],
  publishedAt: '2026-01-01T00:00:00Z',
  cover: { _type: 'picture', alt: '湖', asset: reference('image-a-1x1-png') },
  body: [
    {
      _key: 'a',
      _type: 'block',
      style: 'normal',
      markDefs: [],
      children: [{ _key: 'a', _type: 'span', marks: [], text: '字' }],
    },
  ],
  linkLists: [
    { ...reference('list-old'), _key: 'a' },
    { ...reference('list-new'), _key: 'b' },
  ],
  ...fields,
})

const publish = () =>
  publishTogether(['article-a', 'list-old', 'list-new'], { client, workspace, validate: validateDocument })
const held = () => client.fetch<string[]>('*[_type in ["article", "linkList"]] | order(_id asc)._id')

beforeEach(async () => {
  await client.delete({ query: '*[_type in ["article", "linkList"]]' })
  const parts = [
    { _id: 'category-a', _type: 'category' },
    { _id: 'author-a', _type: 'author' },
    { _id: 'image-a-1x1-png', _type: 'sanity.imageAsset' },
  ]
  await parts.reduce((transaction, part) => transaction.createIfNotExists(part), client.transaction()).commit()
})

test('article and lists are published in one transaction, a list that readers never had among them', async () => {
  await client.create(list('list-old'))
  await client.create(list('drafts.list-old', { title: '改過' }))
  await client.create(list('drafts.list-new'))
  await client.create({
    ...article('drafts.article-a'),
    linkLists: [
      { ...reference('list-old'), _key: 'a' },
      { ...reference('list-new'), _key: 'b', _weak: true, _strengthenOnPublish: { type: 'linkList' } },
    ],
  })
  expect(await publish()).toEqual([])
  expect(await held()).toEqual(['article-a', 'list-new', 'list-old'])
  const [one, two, three] = await Promise.all(['article-a', 'list-new', 'list-old'].map((id) => client.getDocument(id)))
  expect(two?._rev).toBe(one?._rev) // a revision is named after its transaction
  expect(three).toMatchObject({ title: '改過', _rev: one?._rev })
})

test('one error keeps everything back, and says where in the words of the rule', async () => {
  await client.create(list('list-old'))
  await client.create(list('drafts.list-old', { title: '' }))
  await client.create(article('drafts.article-a', { linkLists: [{ ...reference('list-old'), _key: 'a' }] }))
  expect(await publish()).toEqual([{ id: 'list-old', type: 'linkList', path: 'title', message: '請填連結清單的標題' }])
  expect(await held()).toEqual(['drafts.article-a', 'drafts.list-old', 'list-old'])
})

test('lists alone are published where the article has no draft', async () => {
  await client.create(list('list-old'))
  await client.create(article('article-a', { linkLists: [{ ...reference('list-old'), _key: 'a' }] }))
  await client.create(list('drafts.list-old', { title: '改過' }))
  expect(await publish()).toEqual([])
  expect(await client.getDocument('list-old')).toMatchObject({ title: '改過' })
  expect(await held()).toEqual(['article-a', 'list-old'])
})

test('a draft that changes while it is being checked is not published, and neither are the others', async () => {
  await client.create(list('drafts.list-old'))
  await client.create(list('drafts.list-new'))
  const changing: typeof validateDocument = async (options) => {
    await client.patch(options.document._id, { set: { title: '剛改' } }).commit()
    return validateDocument(options)
  }
  await expect(publishTogether(['list-old', 'list-new'], { client, workspace, validate: changing })).rejects.toThrow(
    /revision/i,
  )
  expect(await held()).toEqual(['drafts.list-new', 'drafts.list-old'])
})
