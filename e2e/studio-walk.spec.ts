import type { Page } from '@playwright/test'
import { test, type Site } from './support/test.ts'
import { editorsWindow, expect, formOf, openForm, signIn, watch } from './support/studio.ts'

/** `STUDIO_WALK_MINUTES=60 npx playwright test e2e/studio-walk.spec.ts` walks for an hour, at a person's pace: what only time brings out (sessions, streams, polls) is heard too. */
const minutes = Number(process.env.STUDIO_WALK_MINUTES ?? 0)

test.use(editorsWindow)
test.setTimeout(300_000 + minutes * 60_000)

test('a walk through every tool: found by a word in a sentence, listed, copied, filed, guarded, asked; and nothing complains', async ({
  site,
  page,
}) => {
  const end = Date.now() + minutes * 60_000
  await site.client.create({
    _id: 'placement-soon',
    _type: 'placement',
    title: '很快就到的檔期',
    priority: 0,
    startsAt: new Date(Date.now() + 86_400_000).toISOString(),
    banner: { _type: 'reference', _ref: 'banner-offer' },
    slot: { _type: 'reference', _ref: 'slot-app-download' },
  })
  const heard = watch(page, site.url)
  await signIn(page, site.signInLink)
  do {
    await walk(page, site)
    expect(heard).toEqual({ console: [], outside: [], refused: [] })
  } while (Date.now() < end)
})

/** Once through every tool. Leaves the documents as they were, to be walked through again. */
async function walk(page: Page, { client, url }: Site): Promise<void> {
  /** In a long walk a person reads and thinks. */
  const think = () => (minutes === 0 ? Promise.resolve() : page.waitForTimeout(4_000))
  const form = formOf(page)
  const tool = (name: string) =>
    page.getByTestId('tool-collapse-menu').getByRole('link', { name, exact: true }).first().click()

  // A word out of the middle of a sentence: it stands in one article's body and in no title.
  const found = await client.fetch<{ _id: string; title: string }[]>(
    '*[_type == "article" && pt::text(body) match "*所費不貲*"]{_id, title}',
  )
  expect(found).toEqual([{ _id: 'article-who-is-openai', title: 'ChatGPT背後開發商OpenAI是誰？僅18個月就晉級獨角獸' }])
  const search = page.getByPlaceholder('搜尋', { exact: true })
  // A Studio that has just begun is drawn again, and a search that was open is shut: it is opened and typed again, as a person would.
  await expect(async () => {
    if (!(await search.isVisible())) await page.getByTestId('studio-search').click({ timeout: 5_000 })
    await search.fill('', { timeout: 5_000 })
    await search.fill('所費不貲', { timeout: 5_000 })
    await page.getByTestId('search-results').getByText('ChatGPT背後開發商OpenAI是誰').click({ timeout: 10_000 })
  }).toPass()
  await expect(form.field('title').getByRole('textbox')).toHaveValue(found[0]?.title ?? '')

  // A list of a kind shows as many rows as the lake has documents of it; the long ones draw only what is in sight.
  const lists = {
    連結清單: 'linkList',
    橫幅: 'banner',
    版位: 'slot',
    檔期: 'placement',
    分類: 'category',
    作者: 'author',
  }
  for (const [title, type] of Object.entries(lists)) {
    await think()
    await page.getByTestId(`pane-item-${title}`).click()
    const titles = await client.fetch<string[]>('*[_type == $type].title', { type })
    await expect(page.getByTestId('document-list-pane').getByRole('link')).toHaveCount(titles.length)
  }
  for (const title of ['最近編輯', '連結待補', '文章']) {
    await page.getByTestId(`pane-item-${title}`).click()
    await expect(page.getByTestId('document-list-pane').getByRole('link', { name: /GPT-4為何不開源/ })).toBeVisible()
  }
  await think()
  await page.getByTestId('pane-item-即將上檔與下檔').click()
  await expect(page.getByTestId('row-placement-soon')).toBeVisible()
  await page.getByTestId('pane-item-網站設定').click()
  await expect(form.field('tagline')).toBeVisible()

  await think()
  // A copy has an id of its own and, not published yet, still chooses its category.
  const original = { id: 'article-gates-on-ai', type: 'article' }
  const before = await client.getDocument(original.id)
  await openForm(page, url, original)
  await expect(form.field('title').getByRole('textbox')).toHaveValue(before?.title)
  await form.pick('複製成新文件')
  const copies = () =>
    client.fetch<{ _id: string; category: string }[]>(
      '*[_type == "article" && title == $title && _id != $id]{_id, "category": category._ref}',
      { title: before?.title, id: original.id },
    )
  await expect.poll(copies).toEqual([{ _id: expect.stringMatching(/^drafts\./), category: 'category-industry' }])
  const copy = ((await copies())[0]?._id ?? '').slice('drafts.'.length)
  await expect(page).toHaveURL(new RegExp(copy))
  await page.getByTestId('form-view').getByRole('tab', { name: '分類與日期' }).click()
  await form.choose('category', '新手教學')
  await expect
    .poll(async () => (await client.getDocument(`drafts.${copy}`))?.category)
    .toMatchObject({ _ref: 'category-beginners' })
  expect(await client.getDocument(original.id)).toEqual(before)
  await form.field('category').page().getByRole('tab', { name: '內容' }).first().click()
  await form.field('title').getByRole('textbox').press('End')
  await page.keyboard.type('（副本）', { delay: 100 })
  await expect.poll(async () => (await client.getDocument(`drafts.${copy}`))?.title).toBe(`${before?.title}（副本）`)
  await think()
  await form.pick('排程發布與取消發布')
  await expect(page.getByTestId('save-due')).toBeVisible()
  await page.getByRole('button', { name: '關閉', exact: true }).click()
  await expect(page.getByTestId('save-due')).toBeHidden()
  await think()
  await page.getByTestId('pane-item-我的草稿').click()
  await expect(page.getByTestId(`row-${copy}`)).toBeVisible()
  await openForm(page, url, { id: copy, type: 'article' })
  await think()
  await form.act('刪除')
  await expect.poll(() => client.getDocument(`drafts.${copy}`)).toBeUndefined()
  await page.getByTestId('pane-item-新文章').click()
  await expect(form.field('title').getByRole('textbox')).toHaveValue('')

  await think()
  // What others refer to: the question names them, each a link to its form.
  await openForm(page, url, { id: 'banner-newcomer', type: 'banner' })
  await form.pick('刪除')
  const referrers = page.getByTestId('internal-references')
  await expect(referrers.getByRole('link', { name: /新手專享：文章頁標題上方/ })).toBeVisible()
  await page.getByRole('button', { name: '取消', exact: true }).click()
  await expect(referrers).toBeHidden()
  expect(await client.getDocument('banner-newcomer')).toBeDefined()

  await think()
  await tool('查詢')
  await page.getByTestId('vision-query-editor').getByRole('textbox').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText('*[_type == "category"] | order(order asc).title')
  await page.getByRole('button', { name: '查詢', exact: true }).click()
  await expect(page.getByTestId('vision-result')).toContainText('3:產業觀點')

  await think()
  await tool('待處理')
  await expect(page.getByTestId('finding').first()).toBeVisible()

  await think()
  await tool('預覽')
  await expect(
    page
      .frameLocator('iframe')
      .getByRole('link', { name: /GPT-4為何不開源/ })
      .first(),
  ).toBeVisible()

  await think()
  await tool('內容')
  await expect(page.getByTestId('pane-item-文章')).toBeVisible()
}
