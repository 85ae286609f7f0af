import type { SanityClient } from '@sanity/client'
import { test } from './support/test.ts'
import { confirm, expect, openForm, takeSession } from './support/studio.ts'

const author = { _id: 'author-rain', _type: 'author', name: '雨天的人', slug: { _type: 'slug', current: 'rain' } }
const open = { id: author._id, type: author._type }
const path = '/zh-TW/authors/rain'

/** What the lake holds of the author: the ids, published and draft. */
const held = (client: SanityClient) => client.fetch<string[]>('*[_id in [$id, "drafts." + $id]]._id | order(@ asc)', { id: author._id })

const statusOf = async (url: string) => (await fetch(`${url}${path}`)).status

test.use({ viewport: { width: 1400, height: 900 } })
test.setTimeout(300_000)

test.beforeEach(async ({ site, page }) => {
  await site.client.create(author)
  await takeSession(page, site.signInLink)
})

test('what was typed is discarded: the draft is gone, the published words stand', async ({ site, page }) => {
  const form = await openForm(page, site.url, open)
  const name = form.field('name').getByRole('textbox')
  await expect(name).toHaveValue('雨天的人')
  await name.fill('晴天的人')
  await expect.poll(async () => (await site.client.getDocument(`drafts.${author._id}`))?.name).toBe('晴天的人')

  await form.act('捨棄修改')
  await expect.poll(() => held(site.client)).toEqual([author._id])
  await expect(name).toHaveValue('雨天的人')
  expect(await site.client.getDocument(author._id)).toMatchObject(author)
})

test('a document is unpublished: readers no longer find it, its words stay in a draft', async ({ site, page }) => {
  expect(await statusOf(site.url)).toBe(200)
  await openForm(page, site.url, open)
  await page.getByTestId('document-header-已發布-chip').click()
  await page.getByTestId('action-取消發布').click()
  await confirm(page)
  await expect.poll(() => held(site.client)).toEqual([`drafts.${author._id}`])
  expect(await site.client.getDocument(`drafts.${author._id}`)).toMatchObject({ name: author.name, slug: author.slug })
  expect(await statusOf(site.url)).toBe(404)
})

test('a document is deleted, with its draft', async ({ site, page }) => {
  await site.client.create({ ...author, _id: `drafts.${author._id}`, name: '晴天的人' })
  expect(await statusOf(site.url)).toBe(200)
  const form = await openForm(page, site.url, open)
  await expect(form.field('name').getByRole('textbox')).toHaveValue('晴天的人')
  await form.act('刪除')
  await expect.poll(() => held(site.client)).toEqual([])
  expect(await statusOf(site.url)).toBe(404)
})

test('a document that others lead to is not deleted', async ({ site, page }) => {
  const article = await site.client.fetch<{ _id: string }>('*[_type == "article"][0]{_id}')
  await site.client.patch(article._id, { set: { authors: [{ _key: 'a', _type: 'reference', _ref: author._id }] } }).commit()
  const form = await openForm(page, site.url, open)
  await form.act('刪除')
  await expect(page.getByText('刪除失敗，通常是因為還有別的文件引用它。')).toBeVisible()
  expect(await held(site.client)).toEqual([author._id])
  expect(await statusOf(site.url)).toBe(200)
})
