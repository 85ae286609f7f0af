import { expect, test } from './support/test.ts'

test('stop and start keep every document, revision and image, and who was signed in', async ({ site, page }) => {
  await page.goto(site.signInLink ?? '')
  const everything = () => site.client.fetch<{ _id: string; url?: string }[]>('*[!(_id in path("_.**"))] | order(_id)')
  await site.client.patch('category-market').set({ description: '重新開始之前的最後一句。' }).commit()
  const before = await everything()
  expect(before.length).toBeGreaterThan(40)
  const images = before.filter((document) => document._id.startsWith('image-'))
  expect(images.length).toBeGreaterThan(5)
  const history = () => site.client.request<string>({ url: '/data/history/production/transactions/category-market?excludeContent=true' })
  const pastBefore = await history()

  await site.restart()

  // Only the port has changed, and with it the address under which an image is handed out.
  const withoutUrls = (documents: { url?: string }[]) => documents.map(({ url: _url, ...rest }) => rest)
  expect(withoutUrls(await everything())).toEqual(withoutUrls(before))
  expect(await history()).toEqual(pastBefore)
  for (const image of images) {
    const path = /^image-([a-f0-9]+-\d+x\d+)-([a-z]+)$/.exec(image._id)
    expect((await fetch(`${site.url}/lake/images/lakeside/production/${path?.[1]}.${path?.[2]}`)).status).toBe(200)
  }
  const me = await page.request.get(`${site.url}/lake/v2025-02-19/users/me`)
  expect(me.status()).toBe(200)
})
