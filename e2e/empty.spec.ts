import { expect, test } from './support/test.ts'

test.use({ settings: { LAKESIDE_SAMPLE: 'off' } })

test('an empty publication shows whole pages that say what to create', async ({ site, reader }) => {
  for (const path of ['/zh-TW', '/zh-TW/academy', '/zh-TW/authors', '/zh-TW/disclosure']) {
    const response = await reader.goto(`${site.url}${path}`)
    expect(response?.status(), path).toBe(200)
    await expect(reader.getByRole('heading', { level: 1 })).not.toHaveText('')
    await expect(reader.getByRole('banner')).toBeVisible()
    await expect(reader.getByRole('contentinfo')).toBeVisible()
    await expect(reader).toHaveTitle(/Lakeside 湖畔/)
  }
  await reader.goto(`${site.url}/zh-TW`)
  await expect(reader.getByRole('main')).toContainText('Studio')
  expect((await fetch(`${site.url}/sitemap.xml`)).status).toBe(200)
})
