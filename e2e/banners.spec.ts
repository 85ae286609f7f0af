import { newBanner } from './support/documents.ts'
import { articlePath, expect, test } from './support/test.ts'

const articleId = 'article-whether-chatgpt-is-open-source-is-controversial'

test('the banner of one slot is changed: the article stays as it was, all three places show the new banner', async ({
  site,
  page,
}) => {
  await page.goto(`${site.url}${articlePath}`)
  await expect(page.getByRole('complementary', { name: /^廣告：App 下載/ })).toHaveCount(3)
  const before = await site.client.getDocument(articleId)

  await site.client
    .transaction()
    .create(newBanner('banner-autumn', '秋天的湖'))
    .patch('slot-app-download', { set: { fallback: { _type: 'reference', _ref: 'banner-autumn' } } })
    .commit()

  await page.reload()
  await expect(page.getByRole('complementary', { name: /^自家優惠：秋天的湖/ })).toHaveCount(3)
  await expect(page.getByRole('complementary', { name: /App 下載/ })).toHaveCount(0)
  expect((await site.client.getDocument(articleId))?._rev).toBe(before?._rev)
})

test("a placement is seen from its start, gone from the next request after its end, and the slot's own banner is back", async ({
  site,
}) => {
  const startsAt = Date.now() + 1_500
  const endsAt = startsAt + 2_000
  await site.client
    .transaction()
    .create(newBanner('banner-short', '一閃而過'))
    .create({
      _id: 'placement-short',
      _type: 'placement',
      banner: { _type: 'reference', _ref: 'banner-short' },
      slot: { _type: 'reference', _ref: 'slot-app-download' },
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      priority: 5,
    })
    .commit()

  const seen: { asked: number; answered: number; shown: boolean }[] = []
  while (Date.now() < endsAt + 1_000) {
    const asked = Date.now()
    const answer = await fetch(`${site.url}${articlePath}`)
    const html = await answer.text()
    // On a busy machine a page may not be made again in half a second; then the one before stands in for it, without what has ended.
    const standsIn = answer.headers.get('cache-status')?.endsWith('detail=stale') ?? false
    expect(standsIn && asked >= endsAt && html.includes('一閃而過')).toBe(false)
    if (standsIn) continue
    seen.push({ asked, answered: Date.now(), shown: html.includes('一閃而過') })
    expect(html.includes('一閃而過') || html.includes('App 下載')).toBe(true)
  }
  const inside = seen.filter(({ asked, answered }) => asked >= startsAt && answered < endsAt)
  const outside = seen.filter(({ asked, answered }) => answered < startsAt || asked >= endsAt)
  expect(inside.length).toBeGreaterThan(3)
  expect(outside.length).toBeGreaterThan(3)
  expect(inside.every(({ shown }) => shown)).toBe(true)
  expect(outside.every(({ shown }) => !shown)).toBe(true)
})

test('until when an offer holds is told in the zone of Taipei; above a title its day alone, so that the banner stays low', async ({
  site,
  page,
}) => {
  const end = { offerEndsAt: '2026-12-31T16:00:00Z' }
  await site.client
    .transaction()
    .patch('banner-newcomer', { set: end })
    .patch('banner-app-download', { set: end })
    .commit()
  await page.setViewportSize({ width: 360, height: 640 })
  await page.goto(`${site.url}${articlePath}`)
  const slim = page.getByRole('complementary', { name: '廣告：新手專享' })
  await expect(slim).toContainText('優惠至 2026/12/31')
  expect((await slim.boundingBox())?.height).toBeLessThanOrEqual(96)
  await expect(page.getByRole('complementary', { name: '廣告：App 下載', exact: true })).toContainText(
    '優惠至 2027 年 1 月 1 日 00:00',
  )
})

test('of two placements in one slot the higher priority stands', async ({ site }) => {
  const placement = (name: string, priority: number) => ({
    _id: `placement-${name}`,
    _type: 'placement',
    banner: { _type: 'reference', _ref: `banner-${name}` },
    slot: { _type: 'reference', _ref: 'slot-front-inline' },
    priority,
  })
  await site.client
    .transaction()
    .create(newBanner('banner-low', '低'))
    .create(newBanner('banner-high', '高'))
    .create(placement('low', 1))
    .create(placement('high', 2))
    .commit()
  const html = await (await fetch(`${site.url}/zh-TW`)).text()
  expect(html).toContain('自家優惠：高')
  expect(html).not.toContain('自家優惠：低')
})
