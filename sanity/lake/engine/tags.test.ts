import { describe, expect, test } from 'vitest'
import { evaluateSync, toJS } from 'groq-js'
import { answer } from './evaluate.ts'
import { publishedId } from './ids.ts'
import { makeView, seenBy } from './perspective.ts'
import { parseQuery, prepare } from './prepare.ts'
import { tagsOfCommit } from './tags.ts'
import { seeded, stored } from './testing.ts'
import type { StoredDocument } from './types.ts'

const ask = async (query: string, documents: readonly StoredDocument[], params: Record<string, unknown> = {}) =>
  answer(prepare(query, params), { view: makeView('published', documents), now: new Date(0), identity: '' })

const tagsOf = async (query: string, params: Record<string, unknown> = {}) =>
  (
    await ask(
      query,
      [
        stored({
          _id: 'a1',
          _type: 'article',
          slug: { current: 's' },
          category: { _ref: 'c1' },
          authors: [{ _ref: 'p1' }, { _ref: 'gone' }],
        }),
        stored({ _id: 'c1', _type: 'category', slug: { current: 'c' } }),
        stored({ _id: 'p1', _type: 'author' }),
      ],
      params,
    )
  ).tags

describe('the tags of an answer', () => {
  test.each<[string, string[]]>([
    ['*[_type == "article" && slug.current == $slug][0]{title}', ['key:article.slug=s']],
    ['*[slug.current == $slug && _type == "article"] | order(_id) [0...5]', ['key:article.slug=s']],
    ['*[_type == "article"][slug.current == $slug]', ['key:article.slug=s']],
    [
      '*[_type == "article" && slug.current == $slug][0]{category->, authors[]->}',
      ['doc:c1', 'doc:gone', 'doc:p1', 'key:article.slug=s'],
    ],
    ['*[_type == "nothing"]', ['type:nothing']],
    ['*[_type in ["article", "category"] && title == "x"]', ['type:article', 'type:category']],
    ['*[_type == "article" || _type == "category"]', ['type:article', 'type:category']],
    ['*[_type == "article" && (_id == "a1" || slug.current == "s")]', ['type:article']],
    ['*[(_type == "article" && slug.current == "s") || _id == "gone"]', ['doc:gone', 'key:article.slug=s']],
    ['*[_id == "drafts.a1"][0]', ['doc:a1']],
    ['*[_id in ["a1", "x"]]', ['doc:a1', 'doc:x']],
    ['*[_type == "article" && category->slug.current == "c"]', ['doc:c1', 'type:article']],
    ['*[_id == "a1"]{"n": count(*[_type == "article" && references(^.category._ref)])}', ['doc:a1', 'type:article']],
    ['*', ['any']],
    ['count(*)', ['any']],
    ['*[references("c1")]', ['any']],
    ['*[_type != "article"]', ['any']],
    ['*[!(_type == "article")]', ['any']],
    ['*[_type == "article" || title == "x"]', ['any']],
    ['*[_id == "a1"]{"all": *[_type == ^.kind]}', ['any', 'doc:a1']],
    ['*[_id == "a1"]{"all": *[^._type == "article"]}', ['any', 'doc:a1']],
    ['*[_id == "c1"]{"all": *[_type == "article" && category._ref == ^._id]}', ['doc:c1', 'key:article.category=c1']],
    ['*[_id == "a1"]{"all": *[_type == "article" && a.b._ref == ^._id]}', ['doc:a1', 'key:article.a.b=a1']],
    // A number can't be looked up: the whole set is gone through.
    ['*[_id == "a1"]{"all": *[_type == "article" && category._ref == ^.size]}', ['doc:a1', 'type:article']],
    ['*[_id == "a1"]{"all": *[_id in ^.authors[]._ref]}', ['doc:a1', 'doc:gone', 'doc:p1']],
    ['*[_id == "a1"]{"all": *[_type == "category" && _id == ^.category._ref]}', ['doc:a1', 'doc:c1']],
    ['releases::all()', ['type:system.release']],
    ['{"a": *[_id == "a1"], "b": *[_type == "author"]}', ['doc:a1', 'type:author']],
    ['1 + 1', []],
  ])('%s', async (query, expected) => expect(await tagsOf(query, { slug: 's' })).toEqual(expected))
})

describe('the tags that a commit drops', () => {
  const change = (before: StoredDocument | null, after: StoredDocument | null) => ({
    documentId: (after ?? before)?._id ?? '',
    operation: before === null ? ('create' as const) : after === null ? ('delete' as const) : ('update' as const),
    before,
    after,
    mutations: [],
    effects: { apply: [], revert: [] },
  })
  const old = stored({ _id: 'a', _type: 'article', slug: { current: 'old' } })

  test('are those of the document before and after', () => {
    const tags = tagsOfCommit({ changes: [change(old, { ...old, slug: { current: 'new' } })] })
    expect(tags).toEqual(['any', 'doc:a', 'key:article.slug=new', 'key:article.slug=old', 'type:article'])
    expect(tagsOfCommit({ changes: [change(old, null)] })).toEqual([
      'any',
      'doc:a',
      'key:article.slug=old',
      'type:article',
    ])
  })

  test('tell what the document refers to, before and after, but in lists', () => {
    const placed = (slot: string) =>
      stored({ _id: 'p', _type: 'placement', slot: { _ref: slot }, at: { x: { _ref: 'y' } }, more: [{ _ref: 'z' }] })
    expect(tagsOfCommit({ changes: [change(placed('one'), placed('two'))] })).toEqual([
      'any',
      'doc:p',
      'key:placement.at.x=y',
      'key:placement.slot=one',
      'key:placement.slot=two',
      'type:placement',
    ])
  })

  test('are none for drafts, versions and system documents, unless asked for', () => {
    const changes = [change(null, { ...old, _id: 'drafts.a' }), change(null, { ...old, _id: 'versions.r.a' })]
    expect(tagsOfCommit({ changes })).toEqual([])
    expect(tagsOfCommit({ changes }, { drafts: true })).toContain('doc:a')
    const release = [change(null, stored({ _id: '_.releases.r', _type: 'system.release' }))]
    expect([tagsOfCommit({ changes: release }), tagsOfCommit({ changes: release }, { drafts: true })]).toEqual([
      [],
      ['any', 'doc:_.releases.r', 'type:system.release'],
    ])
  })
})

const QUERIES = [
  '*[_type == "article" && slug.current == "s1"][0]{..., category->{title, slug}}',
  '*[_type == "article" && category->slug.current == "s2"] | order(title) {title}',
  '*[_type == "article" && references("d3")]{_id}',
  '*[_id == "d1"][0]{..., other->{..., other->}}',
  '*[_id in ["d1", "d2", "d9"]]._id',
  '*[_type == "category"]{title, "n": count(*[_type == "article" && category._ref == ^._id])}',
  '*[_type in ["article", "category"] && defined(other->)]{"t": other->title}',
  '*[(_type == "article" && slug.current == "s0") || _id == "d5"]{title}',
  '*[_type == "article"][slug.current == "s2"][0...2]{title, "x": *[_id == ^.other._ref][0].title}',
  '{"a": *[_type == "article"][0].title, "b": *[_type == "category" && slug.current in ["s1", "s2"]]{_id, other->{title}}}',
  '*[title match "t1*"]._id',
  '*[_type == "category" && [@] match text::query("t1 -t2")]._id',
  '*[_type == "article" && (other->_type == "category" || category->title == "t2")]._id',
  'count(*[_type == "article" && !defined(other)])',
  '*[_type == "category"]{"n": *[_type == "article" && other._ref == ^._id && title != "t1" && coalesce(slug.current >= "s1", true)]._id}',
  '*[_type == "article"]{"same": count(*[_type == "article" && category._ref == ^.category._ref])}',
  '*[_type == "category"]{"x": *[_type in ["article", "category"] && _id in [^.other._ref, "d1"]]._id}',
  '*[_type == "article"]{"others": [other, category, other]}{"x": *[_type == "category" && _id in ^.others[]._ref]{_id, title}}',
  '*[_id == "d1"]{"x": *[_type == "article" && _id == ^.other._ref][0].title, "y": *[_id in ^.none]}',
  '*[_type == "category"]{title, "n": *[^._id == category._ref && "article" == _type][title > "t0" && slug.current != ^.slug.current]{_id, "up": ^.title}}',
]

test('no change of an answer is missed by the tags, and rewriting changes no answer: 400 random commits', async () => {
  const random = seeded(7)
  const below = (limit: number) => Math.floor(random() * limit)
  const lake = new Map<string, StoredDocument>()
  const prefixes = ['', '', '', 'drafts.', 'versions.r.']
  const make = (id: string) => {
    const reference = () => (random() < 0.7 ? { _ref: `d${below(10)}` } : undefined)
    const fields = {
      title: `t${below(4)}`,
      slug: { current: `s${below(3)}` },
      category: reference(),
      other: reference(),
    }
    return JSON.parse(
      JSON.stringify(stored({ _id: id, _type: random() < 0.6 ? 'article' : 'category', ...fields })),
    ) as StoredDocument
  }
  const all = () => [...lake.values()].toSorted((a, b) => (a._id < b._id ? -1 : 1))
  let missed = 0
  let changed = 0
  let before = await Promise.all(QUERIES.map((query) => ask(query, all())))
  for (let round = 0; round < 400; round++) {
    const id = `${prefixes[below(prefixes.length)] ?? ''}d${below(10)}`
    const old = lake.get(id) ?? null
    const next = random() < 0.25 ? null : make(id)
    if (next === null) lake.delete(id)
    else lake.set(id, next)
    const dropped = new Set(
      tagsOfCommit({
        changes: [
          {
            documentId: id,
            operation: 'update',
            before: old,
            after: next,
            mutations: [],
            effects: { apply: [], revert: [] },
          },
        ],
      }),
    )
    const documents = all()
    const after = await Promise.all(QUERIES.map((query) => ask(query, documents)))
    const seen = seenBy('published', documents)
    QUERIES.forEach((query, index) => {
      if (!query.includes('text::query')) {
        const dereference = ({ _ref }: { _ref: string }) => seen.find((document) => document._id === _ref)
        expect(after[index]?.result).toEqual(toJS(evaluateSync(parseQuery(query, {}), { dataset: seen, dereference })))
      }
      if (JSON.stringify(after[index]?.result) === JSON.stringify(before[index]?.result)) return
      changed++
      if (before[index]?.tags.some((tag) => dropped.has(tag)) !== true) missed++
    })
    before = after
  }
  expect(missed).toBe(0)
  expect(changed).toBeGreaterThan(300)
  expect(publishedId('versions.r.d1')).toBe('d1')
})
