import { describe, expect, test } from 'vitest'
import { find, draft, ref, telling } from './findings.fixture.ts'
import { findingsIn, type StoredDocument } from './findings.ts'

const category = (current: string, more: object = {}): StoredDocument => ({
  _id: 'category-a',
  _type: 'category',
  title: '市場',
  slug: { current },
  ...more,
})
const article = (current: string, more: object = {}): StoredDocument => ({
  _id: 'article-a',
  _type: 'article',
  title: '湖',
  slug: { current },
  category: ref('category-a'),
  ...more,
})
const author = (current: string, more: object = {}): StoredDocument => ({
  _id: 'author-a',
  _type: 'author',
  name: '林',
  slug: { current },
  ...more,
})

describe('a slug that makes no address', () => {
  test.each(['abc\ud842', '', '.', '..', 'a/b', 'a\\b', 'a\u0000', 'a\nb', 'a.rsc', '湖'.repeat(200)])(
    '%j is found at its document, of every kind',
    (slug) => {
      expect(find(category('market'), article(slug), author(slug))).toEqual([
        'error article-a slug',
        'error author-a slug',
      ])
      expect(find(category(slug), article('a'))).toEqual(['error category-a slug', 'error article-a category'])
    },
  )
  test('is found in a draft, in which one may still be missing', () => {
    expect(find(category('market'), draft(article('abc\ud842')))).toEqual(['error drafts.article-a slug'])
    expect(
      find(category('market'), draft(article('')), draft(author('', { name: undefined, slug: undefined }))),
    ).toEqual([])
  })
  test('of a category may be `page` no more than the pages of a list allow', () => {
    expect(find(category('page'), article('page'), author('page'))).toEqual([
      'error category-a slug',
      'error article-a category',
    ])
  })
  test.each(['gpt-4', '100%成長', 'a%2Fb', 'Big', 'a b', '𠮷', '湖'.repeat(96)])('%j makes one', (slug) => {
    expect(find(category(slug), article(slug), author(slug))).toEqual([])
  })
})

test('a name that nobody can see is found, and a published category without one', () => {
  expect(find(category('market', { title: undefined }), draft(category('market', { title: undefined })))).toEqual([
    'warning category-a title',
  ])
  expect(
    find(
      category('market', { title: '\u200b\u2060' }),
      article('a', { title: '\u200b' }),
      author('a', { name: '\u3164' }),
    ),
  ).toEqual(['warning category-a title', 'error article-a title', 'error author-a name'])
})

test('each finding says what to do', () => {
  const found = findingsIn([category('..', { title: '' }), article('a/b', { title: ' ' })], telling)
  expect(found).toHaveLength(5)
  for (const { message } of found) expect(message).toMatch(/：請/)
})
