import sharp from 'sharp'
import type { Locator } from '@playwright/test'
import type { SanityClient } from '@sanity/client'
import { foreignWords } from './support/foreign-words.ts'
import { test } from './support/test.ts'
import { editorsWindow, expect, takeSession } from './support/studio.ts'

test.use({ ...editorsWindow, viewport: { width: 1600, height: 1000 }, settings: { LAKESIDE_SAMPLE: 'off' } })
test.setTimeout(300_000)

const reference = (_ref: string) => ({ _type: 'reference', _ref })
const inArray = (_ref: string) => ({ ...reference(_ref), _key: _ref })
const words = (_key: string, text: string, markDefs: object[] = []) => ({
  _key,
  _type: 'block',
  style: 'normal',
  markDefs,
  children: [{ _key: `${_key}a`, _type: 'span', marks: markDefs.length > 0 ? ['m'] : [], text }],
})

/** One document of each kind, every word of it Chinese: what is left in Latin letters is the Studio's own. */
async function fill(client: SanityClient): Promise<void> {
  const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#468' } })
    .png()
    .toBuffer()
  const { _id: asset } = await client.assets.upload('image', png, { filename: '湖.png' })
  const picture = { _type: 'picture', asset: reference(asset), alt: '湖' }
  const call = { _key: 'a', _type: 'callToAction', text: '看看', destination: { _type: 'destination', page: 'front' } }
  const documents: { _id: string; _type: string; [field: string]: unknown }[] = [
    {
      _id: 'a-category',
      _type: 'category',
      title: '分類甲',
      slug: { _type: 'slug', current: '甲' },
      description: '說明。',
      order: 0,
    },
    { _id: 'a-author', _type: 'author', name: '作者甲', slug: { _type: 'slug', current: '甲' }, image: picture },
    {
      _id: 'a-list',
      _type: 'linkList',
      title: '清單甲',
      links: [
        { _key: 'a', _type: 'link', text: '待補' },
        {
          _key: 'b',
          _type: 'link',
          destination: { _type: 'destination', reference: { ...reference('a-author'), _weak: true } },
        },
      ],
    },
    {
      _id: 'a-banner',
      _type: 'banner',
      tag: '橫幅甲',
      brief: '短句',
      callsToAction: [call],
      image: picture,
      isFinancial: true,
      disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
    },
    { _id: 'a-slot', _type: 'slot', title: '版位甲', key: 'a', fallback: reference('a-banner') },
    {
      _id: 'a-placement',
      _type: 'placement',
      title: '檔期甲',
      banner: reference('a-banner'),
      slot: reference('a-slot'),
      priority: 0,
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    { _id: 'siteSettings', _type: 'siteSettings', title: '網站甲' },
    {
      _id: 'a-article',
      _type: 'article',
      title: '文章甲',
      slug: { _type: 'slug', current: '甲' },
      summary: '摘要。',
      category: reference('a-category'),
      authors: [inArray('a-author')],
      publishedAt: '2030-01-01T00:00:00Z',
      updatedAt: '2026-01-02T00:00:00Z',
      cover: picture,
      linkLists: [inArray('a-list')],
      body: [
        words('w', '連結', [{ _key: 'm', _type: 'inlineLink' }]),
        { _key: 'q', _type: 'quotation', text: '引文' },
        { _key: 'r', _type: 'readMore', text: '看' },
        { _key: 's', _type: 'bodySlot', slot: reference('a-slot') },
        { _key: 'p', ...picture },
      ],
    },
  ]
  await client.mutate(documents.map((document) => ({ create: document })))
  await client.create({
    _id: 'drafts.a-list',
    _type: 'linkList',
    title: '清單乙',
    links: [{ _key: 'a', _type: 'link', text: '待補' }],
  })
}

test('the Studio speaks zh-TW in every tool, list, form and dialog; English is a click away, and the fields follow', async ({
  site,
  page,
}) => {
  await fill(site.client)
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/studio`)
  const item = (title: string) => page.getByTestId(`pane-item-${title}`)
  const form = page.getByTestId('form-view')
  const bar = page.getByTestId('studio-navbar')
  const over = page.locator('[data-ui="Dialog"], [data-ui="Menu"], [data-ui="Popover"]').filter({ visible: true })
  const heard: string[] = []
  const listen = async (place: string) => {
    heard.push(...(await foreignWords(page)).map((text) => `${place}: ${text}`))
  }
  /** Opens what lies over the page, listens, and closes it. */
  const look = async (place: string, opener: Locator, shown: Locator = over.first(), clicks = 1) => {
    // A part that is drawn again under the pointer loses the click.
    await expect(async () => {
      await opener.click({ clickCount: clicks, timeout: 5_000 })
      await expect(shown).toBeVisible({ timeout: 5_000 })
    }).toPass({ timeout: 60_000 })
    await listen(place)
    await page.keyboard.press('Escape')
    await expect(over).toHaveCount(0)
  }

  await expect(item('我的草稿')).toBeVisible({ timeout: 120_000 })
  for (const list of ['我的草稿', '最近編輯', '連結待補', '即將上檔與下檔']) {
    await item(list).click()
    await expect(page).toHaveTitle(new RegExp(`^${list}`))
    await listen(list)
  }
  await expect(page.getByTestId('row-a-placement')).toContainText('下檔')
  const forms = [
    ['檔期', '檔期甲'],
    ['連結清單', '清單乙'],
    ['橫幅', '橫幅甲'],
    ['版位', '版位甲'],
    ['分類', '分類甲'],
    ['作者', '作者甲'],
    ['網站設定', ''],
    ['文章', '文章甲'],
  ] as const
  for (const [list, title] of forms) {
    await item(list).click()
    if (title) await page.getByRole('link', { name: title }).first().click()
    await expect(form).toContainText(title || '網站名稱')
    await expect(form.getByTestId('document-top')).toContainText('自動存成草稿')
    const all = form.getByRole('tab', { name: '所有欄位' })
    // A form that is drawn again while it learns what may be done goes back to its first tab.
    if (['檔期', '橫幅', '文章'].includes(list))
      await expect(async () => {
        await all.click({ timeout: 5_000 })
        await expect(all).toHaveAttribute('aria-selected', 'true', { timeout: 1_000 })
      }).toPass({ timeout: 60_000 })
    await listen(list)
  }

  // Over the article's form, which has every kind of part.
  const menu = page.getByTestId('pane-context-menu-button').last()
  await expect(form.getByTestId('slot-now')).toContainText('現在')
  await look(
    '版位的對話框',
    form.getByTestId('pte-block-object').filter({ has: page.getByTestId('slot-now') }),
    over.first(),
    2,
  )
  await look('圖片選單', form.getByTestId('options-menu-button').first())
  await look('裁切與重點', form.getByTestId('options-menu-edit-details').first())
  await look('日期', form.getByTestId('field-publishedAt').getByRole('button').first())
  await look('文件選單', menu)
  await look('文件動作', page.getByTestId('action-menu-button'))
  await page.getByTestId('action-menu-button').click()
  await look(
    '刪除',
    page.getByRole('menuitem', { name: '刪除' }),
    page
      .getByTestId('cancel-button')
      .or(page.getByRole('button', { name: '取消' }))
      .first(),
  )
  await page.getByRole('button', { name: '歷程', exact: true }).click()
  await expect(page.getByRole('tab', { name: '歷程' })).toBeVisible()
  await listen('檢視修改')
  await page.getByRole('tab', { name: '歷程' }).click()
  await listen('歷程')

  await look('新增', page.getByTestId('new-document-button'))
  await look('使用者', page.locator('[id="user-menu"]'))
  await look('說明', page.getByTestId('button-resources-menu').or(page.getByTestId('menu-button-resources')).first())
  await page.getByTestId('studio-search').click()
  await page.keyboard.type('文章甲')
  await expect(page.getByTestId('search-results').getByText('文章甲').first()).toBeVisible()
  await page.getByRole('button', { name: '加條件' }).click()
  await expect(page.getByPlaceholder('篩選')).toBeVisible()
  await listen('搜尋')
  // The list of conditions first, then the condition, then the search.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByTestId('search-results')).toHaveCount(0, { timeout: 1_000 })
  }).toPass()

  // Every tool of the bar, whatever plugins brought.
  const tools = await bar.getByTestId('tool-collapse-menu').getByRole('link').all()
  expect(tools.length).toBeGreaterThan(1)
  for (const tool of tools.slice(1)) {
    const name = (await tool.innerText()).trim()
    await tool.click()
    await expect(tool).toHaveAttribute('data-selected', '')
    await expect(page.locator('[data-ui="Spinner"]').filter({ visible: true })).toHaveCount(0)
    if (name === '預覽') await expect(form).toContainText('網站名稱') // the page in it, and the form beside it
    await listen(name)
  }
  expect(heard).toEqual([])

  await page.getByTestId('language-en-US').click()
  await expect(page.getByTestId('language-zh-TW')).toHaveText('繁體中文')
  await bar.getByRole('link', { name: 'Content' }).click()
  await expect(item('My drafts')).toBeVisible()
})
