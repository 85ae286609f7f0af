import type { SanityClient } from '@sanity/client'
import { test } from './support/test.ts'
import { confirm, editorsWindow, expect, openForm, takeSession } from './support/studio.ts'

const author = { _id: 'author-rain', _type: 'author', name: '雨天的人', slug: { _type: 'slug', current: 'rain' } }
const draft = `drafts.${author._id}`
const path = '/zh-TW/authors/rain'

/** What the lake holds of the author: the ids, published and draft. */
const held = (client: SanityClient) =>
  client.fetch<string[]>('*[_id in [$id, "drafts." + $id]]._id | order(@ asc)', { id: author._id })

const statusOf = async (url: string) => (await fetch(`${url}${path}`)).status

test.use(editorsWindow)
test.setTimeout(300_000)

test('what was typed is discarded; what others lead to is not deleted; an author is unpublished, and deleted with the draft', async ({
  site,
  page,
}) => {
  const { client, url } = site
  await client.create(author)
  const article = await client.fetch<{ _id: string; authors: object[] }>('*[_type == "article"][0]{_id, authors}')
  await client.patch(article._id, { set: { authors: [{ _key: 'a', _type: 'reference', _ref: author._id }] } }).commit()
  await takeSession(page, site.signInLink)
  const form = await openForm(page, url, { id: author._id, type: author._type })
  const name = form.field('name').getByRole('textbox')

  await expect(name).toHaveValue('雨天的人')
  await name.fill('晴天的人')
  await expect.poll(async () => (await client.getDocument(draft))?.name).toBe('晴天的人')
  await form.act('捨棄修改')
  await expect.poll(() => held(client)).toEqual([author._id])
  await expect(name).toHaveValue('雨天的人')
  expect(await client.getDocument(author._id)).toMatchObject(author)

  await form.act('刪除')
  await expect(page.getByText('刪除失敗，通常是因為還有別的文件引用它。')).toBeVisible()
  expect(await held(client)).toEqual([author._id])
  expect(await statusOf(url)).toBe(200)
  await client.patch(article._id, { set: { authors: article.authors } }).commit()

  // Unpublished: readers no longer find it, its words stay in a draft.
  await page.getByTestId('document-header-已發布-chip').click()
  await page.getByTestId('action-取消發布').click()
  await confirm(page)
  await expect.poll(() => held(client)).toEqual([draft])
  expect(await client.getDocument(draft)).toMatchObject({ name: author.name, slug: author.slug })
  expect(await statusOf(url)).toBe(404)

  await client.create(author)
  await expect(page.getByTestId('document-header-已發布-chip')).toBeEnabled()
  expect(await statusOf(url)).toBe(200)
  await form.act('刪除')
  await expect.poll(() => held(client)).toEqual([])
  expect(await statusOf(url)).toBe(404)
})
