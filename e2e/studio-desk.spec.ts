import type { Page } from '@playwright/test'
import { articlePath, test } from './support/test.ts'
import { editorsWindow, expect, formOf, takeSession } from './support/studio.ts'

const article = 'article-whether-chatgpt-is-open-source-is-controversial'
const list = 'linkList-chatgpt-more'
const DAY = 86_400_000

test.use(editorsWindow)
test.setTimeout(300_000)

/** How many links in these documents lead nowhere, read part by part as they are stored. */
function openLinksIn(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0
  const isLink = '_type' in part && ['link', 'readMore', 'inlineLink', 'callToAction'].includes(String(part._type))
  const destination: unknown = 'destination' in part ? part.destination : undefined
  const isOpen =
    isLink &&
    !(
      typeof destination === 'object' &&
      destination !== null &&
      ['url', 'page', 'reference'].some((way) => way in destination)
    )
  return Object.values(part).reduce((sum: number, each) => sum + openLinksIn(each), isOpen ? 1 : 0)
}

/** Pastes as from the clipboard: typing would press Enter at each line's end. `html` is the same as it stood on a page. */
const paste = (page: Page, text: string, html = '') =>
  page.evaluate(
    (pasted) => {
      const clipboardData = new DataTransfer()
      for (const [format, data] of Object.entries(pasted)) if (data) clipboardData.setData(format, data)
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    },
    { 'text/plain': text, 'text/html': html },
  )

test('an editor’s morning: what is mine, what is coming, links pasted, a slot in the body, and the whole page published at once or not at all', async ({
  site,
  page,
}) => {
  const { client } = site
  const draftOf = (id: string) => client.getDocument(`drafts.${id}`)
  const open = async () =>
    openLinksIn(
      await client.fetch<unknown>('*[_type in ["article", "linkList", "banner"]]', {}, { perspective: 'drafts' }),
    )
  await client.create({ _id: 'drafts.author-elsewhere', _type: 'author', name: '別人的草稿' })
  await client.create({
    _id: 'placement-soon',
    _type: 'placement',
    title: '明天的檔期',
    priority: 0,
    banner: { _type: 'reference', _ref: 'banner-offer' },
    slot: { _type: 'reference', _ref: 'slot-app-download' },
    startsAt: new Date(Date.now() + DAY).toISOString(),
  })
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/studio`)
  const item = (title: string) => page.getByTestId(`pane-item-${title}`)
  await expect(item('我的草稿')).toBeVisible({ timeout: 120_000 })
  await expect(page.locator('[data-testid^="pane-item-"]')).toContainText([
    '我的草稿',
    '最近編輯',
    '連結待補',
    '即將上檔與下檔',
    '新文章',
    '文章',
    '連結清單',
    '橫幅',
    '版位',
    '檔期',
    '分類',
    '作者',
    '網站設定',
  ])
  const counted = page.getByTestId('open-links-count')
  await expect(counted).toHaveText(String(await open()))

  await item('即將上檔與下檔').click()
  await expect(page.getByTestId('row-placement-soon')).toContainText('上檔')
  const form = formOf(page)
  // A new article stands beside the list of articles whatever list was open before, and can be written though what is published was looked at.
  await item('文章').click()
  await page.getByTestId('document-list-pane').getByRole('link').first().click()
  await page.getByRole('button', { name: '已發布', exact: true }).first().click()
  await expect(page).toHaveURL(/perspective=published/)
  await item('新文章').click()
  await form.field('title').getByRole('textbox').fill('我今天的文章')
  await expect.poll(() => client.fetch('count(*[_id in path("drafts.**") && title == "我今天的文章"])')).toBe(1)
  await item('我的草稿').click()
  await expect(page.locator('[data-testid^="row-"]')).toHaveCount(1) // not what another person left
  await expect(page.locator('[data-testid^="row-"]')).toContainText('我今天的文章')

  await item('連結清單').click()
  await page
    .getByRole('link', { name: /關於 ChatGPT 的更多資訊/ })
    .first()
    .click()
  await expect(page.getByTestId('used-in')).toContainText('使用於 3 篇')
  const before = await open()
  await page.getByTestId('link-box').getByRole('textbox').focus()
  await paste(
    page,
    `還不知道連到哪裡\n${site.url}/zh-TW/academy/research-analysis/what-is-chatgpt\nBTCC https://www.btcc.com/`,
  )
  await expect
    .poll(async () => (await draftOf(list))?.links?.slice(-3))
    .toMatchObject([
      { text: '還不知道連到哪裡' },
      { destination: { reference: { _ref: 'article-what-is-chatgpt', _weak: true } } },
      { text: 'BTCC', destination: { url: 'https://www.btcc.com/' } },
    ])
  await expect(counted).toHaveText(String(before + 1))
  // By the keyboard alone: Enter is quicker than the search, the arrows lead into what it finds.
  const box = page.getByTestId('link-box').getByRole('textbox')
  await box.fill('GPT-4為何不開源')
  await box.press('Enter')
  await expect
    .poll(async () => (await draftOf(list))?.links?.at(-1))
    .toMatchObject({ destination: { reference: { _ref: 'article-whether-chatgpt-is-open-source-is-controversial' } } })
  // WebKit tells of the Enter that ends a word of an input method by its code alone.
  await box.fill('湖畔')
  await box.evaluate((input) =>
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true })),
  )
  await expect(box).toHaveValue('湖畔')
  await box.fill('ChatGPT')
  await expect(page.getByTestId('link-box').getByRole('button').nth(1)).toBeVisible()
  await box.press('ArrowDown')
  await expect(page.getByTestId('link-box').getByRole('button').first()).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(box).toBeFocused()
  await box.fill('')
  await form.field('title').getByRole('textbox').fill('')
  await expect.poll(async () => (await draftOf(list))?.title ?? '').toBe('')

  await page
    .getByTestId('used-in')
    .getByRole('link', { name: /GPT-4為何不開源/ })
    .click()
  await expect(form.field('summary')).toBeVisible()
  await form.field('summary').getByRole('textbox').fill('今天早上改過的摘要。')
  await form.field('body').getByTestId('text-block__text').first().click()
  await expect(form.field('body').locator('[contenteditable="true"]')).toBeFocused()
  const ours = `${site.url}/zh-TW/academy/research-analysis`
  // The lake does not answer which documents these are until the person has gone on.
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  const slowly = '**/data/query/**slug.current*'
  await page.route(slowly, async (route) => {
    await answered
    await route.continue()
  })
  await paste(
    page,
    '外面、文章、沒有、壞的',
    `<b><a href="https://www.btcc.com/?a=1">外面</a></b>、<a href="${ours}/what-is-chatgpt">文章</a>、<a href="${ours}/none">沒有</a>、<a href="javascript:alert(1)">壞的</a>`,
  )
  await page.keyboard.type('後來打的')
  const text = async () =>
    (await draftOf(article))?.body?.[0]?.children.map((span: { text: string }) => span.text).join('')
  await expect.poll(text).toContain('外面、文章、沒有、壞的後來打的')
  answer()
  await expect
    .poll(async () => (await draftOf(article))?.body?.[0])
    .toMatchObject({
      children: [
        {},
        { text: '外面', marks: ['strong', expect.any(String)] },
        { text: '、', marks: [] },
        { text: '文章', marks: [expect.any(String)] },
        { text: expect.stringMatching(/^、沒有、壞的後來打的/), marks: [] },
      ],
      markDefs: [
        { _type: 'inlineLink', destination: { url: 'https://www.btcc.com/?a=1' } },
        { _type: 'inlineLink', destination: { reference: { _ref: 'article-what-is-chatgpt', _weak: true } } },
      ],
    })
  await expect(page.getByTestId('slot-now').first()).toContainText('現在：「')
  await page.getByTestId('form-view').getByRole('tab', { name: '分類與日期' }).click()
  const updated = form.field('updatedAt').getByRole('checkbox', { name: '內容有更新' })
  await updated.check()
  await expect.poll(async () => Date.now() - Date.parse((await draftOf(article))?.updatedAt)).toBeLessThan(60_000)
  await updated.uncheck()
  await expect
    .poll(async () => (await draftOf(article))?.updatedAt)
    .toBe((await client.getDocument(article))?.updatedAt)

  await page.getByTestId('publish-page').click()
  await expect(page.getByTestId('page-lists').getByRole('alert')).toContainText('請填連結清單的標題')
  expect(await client.getDocument(article)).not.toMatchObject({ summary: '今天早上改過的摘要。' }) // nothing by halves
  await client.patch(`drafts.${list}`, { set: { title: '今天的清單' } }).commit()
  await expect(page.getByTestId('page-lists').getByRole('link', { name: '今天的清單' }).first()).toBeVisible()
  await page.getByTestId('publish-page').click()
  await expect(page.getByTestId('page-lists')).toHaveCount(0)
  const [one, other] = await Promise.all([client.getDocument(article), client.getDocument(list)])
  expect(other?._rev).toBe(one?._rev) // one transaction
  const html = await (await fetch(`${site.url}${articlePath}`)).text()
  expect(html).toContain('今天早上改過的摘要。')
  expect(html).toContain('今天的清單')
})
