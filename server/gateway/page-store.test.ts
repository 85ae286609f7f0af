import { expect, test } from 'vitest'
import { finishPage } from './finished-page.ts'
import { createPageStore } from './page-store.ts'
import { madePage } from './page-cache.fixture.ts'

const keep = async (word: string, tags = ['any']) => ({ page: await finishPage(madePage(word, { tags })), epoch: 0 })

test('the least recently used leave when the bytes are used up', async () => {
  const one = await keep('one')
  const pages = createPageStore(one.page.bytes * 2)
  pages.put('/1', one)
  pages.put('/2', await keep('two'))
  pages.get('/1')
  pages.put('/3', await keep('thr'))
  expect(['/1', '/2', '/3'].map((path) => pages.get(path) !== undefined)).toEqual([true, false, true])
  pages.invalidate(new Set(['any']))
  expect(pages.size).toEqual({ pages: 0, bytes: 0 })
})

test('a page larger than the whole memory is not kept, nor is the one before it', async () => {
  const small = await keep('small')
  const pages = createPageStore(small.page.bytes)
  pages.put('/1', small)
  pages.put('/1', await keep('larger'.repeat(5_000)))
  expect(pages.get('/1')).toBeUndefined()
})

test('a flood of paths where nothing is pushes out no page and is bounded', async () => {
  const pages = createPageStore(1_000_000)
  pages.put('/page', await keep('words'))
  const notFound = await keep('')
  for (let number = 0; number < 12_000; number += 1) pages.put(`/nowhere/${number}`, notFound)
  expect(pages.get('/page')).toBeDefined()
  expect(pages.size.pages).toBe(10_001)
})

test('long paths where nothing is take no more memory than short ones', async () => {
  const pages = createPageStore(1_000_000)
  const notFound = await keep('')
  const long = 'a'.repeat(16_000)
  for (let number = 0; number < 4_000; number += 1) pages.put(`/${number}${long}`, notFound)
  expect(pages.get(`/3999${long}`)).toBeDefined()
  expect(pages.size.pages * long.length).toBeLessThan(40 * 2 ** 20)
})

test('a path is remembered to have had a page until it has none; a 404 is none', async () => {
  const pages = createPageStore(1_000_000)
  pages.put('/page', await keep('words'))
  pages.put('/nowhere', await keep(''))
  pages.invalidate('all')
  expect(['/page', '/nowhere', '/other'].map(pages.wasPage)).toEqual([true, false, false])
  pages.put('/page', await keep(''))
  expect(pages.wasPage('/page')).toBe(false)
})

test('a page that is put again is invalidated by what it is made from now', async () => {
  const pages = createPageStore(1_000_000)
  pages.put('/1', await keep('first', ['doc:a']))
  pages.put('/1', await keep('second', ['doc:b']))
  pages.invalidate(new Set(['doc:a']))
  expect(pages.get('/1')?.page.body.toString()).toBe('second')
  pages.invalidate(new Set(['doc:b']))
  expect(pages.get('/1')).toBeUndefined()
})
