import { expect, test } from 'vitest'
import { createPublishedPaths } from './published-paths.ts'

const slug = (current: string) => ({ current })
const category = { _id: 'category-a', _type: 'category', slug: slug('a') }
const article = {
  _id: 'article-x',
  _type: 'article',
  slug: slug('湖'),
  category: { _type: 'reference', _ref: 'category-a' },
}

test('the path of what is published is known, and of nothing else', () => {
  const paths = createPublishedPaths()
  const documents = [
    category,
    article,
    { _id: 'author-b', _type: 'author', slug: slug('b') },
    { ...article, _id: 'drafts.article-y', slug: slug('draft') },
    { ...article, _id: 'article-z', _type: 'banner', slug: slug('banner') },
  ]
  for (const document of documents) paths.note(document._id, document)
  const known = [
    '/zh-TW',
    '/zh-TW/academy',
    '/zh-TW/authors',
    '/zh-TW/disclosure',
    '/zh-TW/academy/a',
    `/zh-TW/academy/a/${encodeURIComponent('湖')}`,
    '/zh-TW/authors/b',
  ]
  for (const path of known) expect(paths.has(path), path).toBe(true)
  const unknown = [
    '/',
    '/zh-TW/x',
    '/zh-TW/academy/b',
    '/zh-TW/academy/b/湖',
    '/zh-TW/academy/a/draft',
    '/zh-TW/academy/a/banner',
    '/zh-TW/academy/a/湖/x',
    '/zh-TW/academy/a/page/2',
    '/zh-TW/authors/a',
    '/zh-TW/authors/b/x',
    '/zh-TW/a/b',
    '/zh-TW/academy/%',
  ]
  for (const path of unknown) expect(paths.has(path), path).toBe(false)
})

test('it follows what is written', () => {
  const paths = createPublishedPaths()
  const here = (path: string) => paths.has(`/zh-TW/academy/${path}`)
  for (const document of [category, article]) paths.note(document._id, document)
  paths.note(article._id, { ...article, slug: slug('new') })
  expect([here('a/湖'), here('a/new')]).toEqual([false, true])
  paths.note(category._id, { ...category, slug: slug('moved') })
  expect([here('a/new'), here('moved/new'), here('a'), here('moved')]).toEqual([false, true, false, true])
  paths.note('category-twin', { ...category, _id: 'category-twin', slug: slug('moved') })
  paths.note(category._id, null)
  expect([here('moved'), here('moved/new')]).toEqual([true, false])
  paths.note(article._id, { ...article, slug: 'no slug' })
  expect(here('moved/new')).toBe(false)
})
