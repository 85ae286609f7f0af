import sharp from 'sharp'
import type { Page } from '@playwright/test'
import type { SanityClient } from '@sanity/client'
import { foreignWords } from './support/foreign-words.ts'
import { test } from './support/test.ts'
import { expect, takeSession } from './support/studio.ts'

test.use({ viewport: { width: 1600, height: 1000 }, settings: { LAKESIDE_SAMPLE: 'off' } })
test.setTimeout(300_000)

const reference = (_ref: string) => ({ _type: 'reference', _ref })
const inArray = (_ref: string) => ({ ...reference(_ref), _key: _ref })
const words = (_key: string, text: string, markDefs: object[] = []) => ({ _key, _type: 'block', style: 'normal', markDefs, children: [{ _key: `${_key}a`, _type: 'span', marks: markDefs.length > 0 ? ['m'] : [], text }] })

/** One document of each kind, every word of it Chinese: what is left in Latin letters is the Studio's own. */
async function fill(client: SanityClient): Promise<void> {
  const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#468' } }).png().toBuffer()
  const { _id: asset } = await client.assets.upload('image', png, { filename: '湖.png' })
  const picture = { _type: 'picture', asset: reference(asset), alt: '湖' }
  const call = { _key: 'a', _type: 'callToAction', text: '看看', destination: { _type: 'destination', page: 'front' } }
  const documents = [
    { _id: 'a-category', _type: 'category', title: '分類甲', slug: { _type: 'slug', current: '甲' }, description: '說明。', order: 0 },
    { _id: 'a-author', _type: 'author', name: '作者甲', slug: { _type: 'slug', current: '甲' }, image: picture },
    { _id: 'a-list', _type: 'linkList', title: '清單甲', links: [{ _key: 'a', _type: 'link', text: '待補' }, { _key: 'b', _type: 'link', destination: { _type: 'destination', reference: { ...reference('a-author'), _weak: true } } }] },
    { _id: 'a-banner', _type: 'banner', tag: '橫幅甲', brief: '短句', callsToAction: [call], image: picture, isFinancial: true, disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' } },
    { _id: 'a-slot', _type: 'slot', title: '版位甲', key: 'a', fallback: reference('a-banner') },
    { _id: 'a-placement', _type: 'placement', title: '檔期甲', banner: reference('a-banner'), slot: reference('a-slot'), priority: 0, endsAt: new Date(Date.now() + 86_400_000).toISOString() },
    { _id: 'siteSettings', _type: 'siteSettings', title: '網站甲' },
    {
      _id: 'a-article', _type: 'article', title: '文章甲', slug: { _type: 'slug', current: '甲' }, summary: '摘要。', category: reference('a-category'), authors: [inArray('a-author')],
      publishedAt: '2030-01-01T00:00:00Z', updatedAt: '2026-01-02T00:00:00Z', cover: picture, linkLists: [inArray('a-list')],
      body: [
        words('w', '連結', [{ _key: 'm', _type: 'inlineLink' }]), { _key: 'q', _type: 'quotation', text: '引文' }, { _key: 'r', _type: 'readMore', text: '看' },
        { _key: 's', _type: 'bodySlot', slot: reference('a-slot') }, { _key: 'p', ...picture },
      ],
    },
  ]
  await client.mutate(documents.map((document) => ({ create: document })))
  await client.create({ _id: 'drafts.a-list', _type: 'linkList', title: '清單乙', links: [{ _key: 'a', _type: 'link', text: '待補' }] })
}

/** Closes what lies over the page, if anything does. */
async function leave(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-ui="Dialog"], [data-ui="Menu"]')).toHaveCount(0)
}

test('the Studio speaks zh-TW in every tool, list, form and dialog, and English from the next click on', async ({ site, page }) => {
  await fill(site.client)
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/studio`)
  const item = (title: string) => page.getByTestId(`pane-item-${title}`)
  await expect(item('我的草稿')).toBeVisible({ timeout: 120_000 })
  const heard: string[] = []
  const listen = async (place: string) => heard.push(...(await foreignWords(page)).map((text) => `${place}: ${text}`))
  const open = page.getByTestId('form-view')

  for (const list of ['我的草稿', '最近編輯', '連結待補', '即將上檔與下檔']) {
    await item(list).click()
    await expect(page.locator('[data-testid="pane-header-title"], [data-testid="pane-header"]').filter({ hasText: list }).first()).toBeVisible()
    await listen(list)
  }
  for (const [list, title] of [['文章', '文章甲'], ['連結清單', '清單乙'], ['橫幅', '橫幅甲'], ['版位', '版位甲'], ['檔期', '檔期甲'], ['分類', '分類甲'], ['作者', '作者甲'], ['網站設定', null]] as const) {
    await item(list).click()
    if (title) await item(title).or(page.getByRole('link', { name: title })).first().click()
    await expect(open.getByTestId('document-top')).toBeVisible()
    await expect(open.locator('[data-testid^="field-"]').first()).toBeVisible()
    const all = open.getByRole('tab', { name: '所有欄位' })
    if (await all.isVisible()) await all.click()
    await listen(list)
  }
  await item('文章').click()
  await page.getByRole('link', { name: '文章甲' }).first().click()
  await expect(open.getByTestId('field-title')).toBeVisible()
  expect(heard).toEqual([])
})
