import { newBanner } from './support/documents.ts'
import { articlePath, test } from './support/test.ts'
import { editorsWindow, expect, openForm, takeSession } from './support/studio.ts'

test.use(editorsWindow)
test.setTimeout(300_000)

test('marketing chooses another banner for a slot, then for a placement, by clicks: the page shows them, the article stays as it was', async ({
  site,
  page,
  browser,
}) => {
  const article = 'article-whether-chatgpt-is-open-source-is-controversial'
  await site.client.create(newBanner('banner-autumn', '秋天的湖'))
  await site.client.create(newBanner('banner-winter', '冬天的湖'))
  const before = await site.client.getDocument(article)
  // In a window of its own: in a tab in front of the Studio's it would leave that one frame a second.
  const reader = await (await browser.newContext()).newPage()
  await reader.goto(`${site.url}${articlePath}`)
  await expect(reader.getByRole('complementary', { name: /^廣告：App 下載/ })).toHaveCount(3)

  await takeSession(page, site.signInLink)
  const slot = await openForm(page, site.url, { id: 'slot-app-download', type: 'slot' })
  await slot.choose('fallback', '秋天的湖')
  await expect
    .poll(async () => (await site.client.getDocument('drafts.slot-app-download'))?.fallback)
    .toMatchObject({ _ref: 'banner-autumn' })
  await slot.publish(site.client, 'slot-app-download')

  await reader.reload()
  await expect(reader.getByRole('complementary', { name: /^自家優惠：秋天的湖/ })).toHaveCount(3)
  await expect(reader.getByRole('complementary', { name: /App 下載/ })).toHaveCount(0)

  await expect(reader.getByRole('complementary', { name: /新手專享/ })).not.toHaveCount(0)
  const placement = await openForm(page, site.url, { id: 'placement-newcomer-top', type: 'placement' })
  await placement.choose('banner', '冬天的湖')
  await expect
    .poll(async () => (await site.client.getDocument('drafts.placement-newcomer-top'))?.banner)
    .toMatchObject({ _ref: 'banner-winter' })
  await placement.publish(site.client, 'placement-newcomer-top')

  await reader.reload()
  await expect(reader.getByRole('complementary', { name: /^自家優惠：冬天的湖/ })).not.toHaveCount(0)
  await expect(reader.getByRole('complementary', { name: /新手專享/ })).toHaveCount(0)
  expect(before?._rev).toBeDefined()
  expect((await site.client.getDocument(article))?._rev).toBe(before?._rev)
  await reader.context().close()
})
