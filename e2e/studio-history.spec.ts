import { test, type Site } from './support/test.ts'
import { editorsWindow, expect, openForm, signIn } from './support/studio.ts'

const article = { id: 'article-ai-coins', type: 'article' }

test.use(editorsWindow)
test.setTimeout(300_000)

const html = async ({ url }: Site) => (await fetch(`${url}/zh-TW/academy/market/ai-coins`)).text()
const headline = async (site: Site) => /<title>(.*?)｜/.exec(await html(site))?.[1]

test('a wrong publish is undone in four clicks: the history, the revision, restore, publish', async ({
  site,
  page,
}) => {
  await signIn(page, site.signInLink, '王小湖')
  const right = (await headline(site)) ?? 'no headline'

  const form = await openForm(page, site.url, article)
  const title = form.field('title').getByRole('textbox')
  await expect(title).toHaveValue(right, { timeout: 120_000 })
  await title.fill('寫錯的標題')
  await form.appendToFirstParagraph('body', '寫錯的一句。')
  await form.publish(site.client, article.id)
  expect(await headline(site)).toBe('寫錯的標題')

  const revisions = page.getByTestId('timeline-item-button')
  await page.getByRole('button', { name: '歷程', exact: true }).click()
  await expect(revisions.first()).toContainText('發布')
  await revisions.last().click()
  await expect(title).toHaveValue(right)
  await page.getByTestId('action-還原成這個版本').click()
  await expect.poll(async () => (await site.client.getDocument(`drafts.${article.id}`))?.title).toBe(right)
  await expect(title).toHaveValue(right)
  await page.getByTestId('action-發布').click()
  await expect.poll(() => headline(site)).toBe(right)
  expect(await html(site)).not.toContain('寫錯的一句')
})

test('發布 by the keyboard right after the last key publishes it too, and the field takes the next', async ({
  site,
  page,
}) => {
  await signIn(page, site.signInLink)
  const form = await openForm(page, site.url, article)
  const words = async (id: string) => JSON.stringify(await site.client.getDocument(id))
  await form.appendToFirstParagraph('body', '先寫的一句。')
  await expect.poll(() => words(`drafts.${article.id}`)).toContain('先寫的一句。') // until there is a draft there is nothing to publish
  await form.appendToFirstParagraph('body', '後寫的一句。')
  await page.keyboard.press('Control+Alt+p')
  await expect.poll(() => words(article.id)).toContain('先寫的一句。後寫的一句。')
  await expect.poll(() => site.client.getDocument(`drafts.${article.id}`)).toBeUndefined()
  await expect(form.field('body').locator('[contenteditable="true"]')).toBeFocused()
  await form.appendToFirstParagraph('body', '又一句。')
  await expect.poll(() => words(`drafts.${article.id}`)).toContain('後寫的一句。又一句。')

  // A word that is still being composed makes the first draft: the click that ends it publishes it.
  await form.publish(site.client, article.id)
  await expect(page.getByTestId('action-發布')).toBeDisabled()
  await form.appendToFirstParagraph('body', '')
  const browser = await page.context().newCDPSession(page)
  await browser.send('Input.imeSetComposition', { text: '組字', selectionStart: 2, selectionEnd: 2 })
  await page.getByTestId('action-發布').click()
  await expect.poll(() => words(article.id)).toContain('組字')
})

test('an article that was deleted comes back as readers knew it, not with the words that were discarded before', async ({
  site,
  page,
}) => {
  await signIn(page, site.signInLink)
  const right = (await headline(site)) ?? 'no headline'
  const form = await openForm(page, site.url, article)
  const title = form.field('title').getByRole('textbox')
  await expect(title).toHaveValue(right, { timeout: 120_000 })
  await title.fill('丟掉的標題')
  await expect.poll(async () => (await site.client.getDocument(`drafts.${article.id}`))?.title).toBe('丟掉的標題')
  await form.act('捨棄修改')
  await expect.poll(() => site.client.getDocument(`drafts.${article.id}`)).toBeUndefined()
  await form.act('刪除')
  await expect.poll(() => site.client.getDocument(article.id)).toBeUndefined()
  await page.goto(`${site.url}/studio/intent/edit/id=${article.id};type=article/`)
  await page.getByRole('button', { name: '還原最後的版本' }).click({ timeout: 60_000 })
  await expect.poll(async () => (await site.client.getDocument(`drafts.${article.id}`))?.title).toBe(right)
})
