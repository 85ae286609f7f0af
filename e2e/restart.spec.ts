import { expect, test } from './support/test.ts'

test('stop and start keep every document, revision and image, and who was signed in', async ({ site, page }) => {
  await page.goto(site.signInLink ?? '')
  await page.getByRole('button', { name: '先略過' }).click()
  await page.waitForURL(`${site.url}/studio**`, { waitUntil: 'commit' })
  const everything = () => site.client.fetch<{ _id: string; url?: string }[]>('*[!(_id in path("_.**"))] | order(_id)')
  await site.client.patch('category-market').set({ description: '重新開始之前的最後一句。' }).commit()
  const before = await everything()
  expect(before.length).toBeGreaterThan(40)
  const images = before.filter((document) => document._id.startsWith('image-'))
  expect(images.length).toBeGreaterThan(5)
  const history = () =>
    site.client.request<string>({ url: '/data/history/production/transactions/category-market?excludeContent=true' })
  const pastBefore = await history()

  await site.restart()

  expect(await everything()).toEqual(before)
  expect(await history()).toEqual(pastBefore)
  for (const image of images) expect((await fetch(`${site.url}${new URL(image.url ?? '').pathname}`)).status).toBe(200)
  const me = await page.request.get(`${site.url}/lake/v2025-02-19/users/me`)
  expect(me.status()).toBe(200)
})
