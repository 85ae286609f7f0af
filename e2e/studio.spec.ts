import type { Page } from '@playwright/test'
import { lakeCommand } from './support/command.ts'
import { articlePath, test } from './support/test.ts'
import { editorsWindow, expect, formOf, openForm, signIn, takeSession, watch } from './support/studio.ts'

const article = { id: 'article-whether-chatgpt-is-open-source-is-controversial', type: 'article' }

test.use(editorsWindow)
// The Studio is two megabytes of script, started cold beside another test on the same two cores.
test.setTimeout(300_000)

test("an editor signs in by the link, changes title and a paragraph, publishes, and the reader's next request shows it", async ({
  site,
  page,
}) => {
  const heard = watch(page, site.url)
  await signIn(page, site.signInLink)
  await page.getByTestId('pane-item-文章').click()
  await page
    .getByRole('link', { name: /GPT-4為何不開源/ })
    .first()
    .click()
  const form = formOf(page)
  await form.field('title').getByRole('textbox').fill('湖畔的第一道光')
  await form.appendToFirstParagraph('body', '這一句是剛剛加上的。')
  await form.publish(site.client, article.id)

  const html = await (await fetch(`${site.url}${articlePath}`)).text()
  expect(html).toContain('<title>湖畔的第一道光｜Lakeside 湖畔</title>')
  expect(html).toContain('這一句是剛剛加上的。')
  expect(heard).toEqual({ console: [], outside: [], refused: [] })

  const again = await page.context().browser()?.newPage()
  await again?.goto(site.signInLink ?? '')
  await expect(again?.getByText('npm run lake -- sign-in') ?? page.locator('nothing')).toBeVisible()
  await again?.close()
})

test('two people stay in step: each sees the other and what the other types, the changes name who made them, and one publishes for both', async ({
  site,
  page,
  browser,
}) => {
  test.slow() // two Studios at once
  const short = { id: 'article-ai-coins', type: 'article' }
  const invitation = await lakeCommand(site.dataFolder, 'invite', '陳編輯', '--role', 'editor')
  const colleague = await (await browser.newContext()).newPage()
  await takeSession(colleague, invitation)
  await signIn(page, site.signInLink, '王小湖')
  const [first, second] = [await openForm(page, site.url, short), await openForm(colleague, site.url, short)]

  // Who is in the document stands above its form, and beside a field while in it; the foot of the form, which says who wrote last, does not count.
  const present = (where: Page, name: string) =>
    where
      .locator(
        '#document-level-presence, [data-testid="document-level-presence"], [data-testid="document-panel-scroller"]',
      )
      .getByLabel(name, { exact: true })
      .first()
  await expect(present(page, '陳編輯')).toBeVisible()
  await expect(present(colleague, '王小湖')).toBeVisible()
  await expect(page.getByRole('link', { name: /陳編輯正在這份文件裡/ })).toBeVisible()

  await first.field('title').getByRole('textbox').fill('王小湖寫的標題')
  await expect(second.field('title').getByRole('textbox')).toHaveValue('王小湖寫的標題')
  await second.field('summary').getByRole('textbox').fill('陳編輯寫的摘要。')
  await expect(first.field('summary').getByRole('textbox')).toHaveValue('陳編輯寫的摘要。')

  await first.field('summary').getByTestId('change-bar__button').click()
  const changes = page.getByTestId('review-changes-pane').locator('ins')
  const named = page.locator('[data-ui="Tooltip"]').filter({ visible: true })
  for (const [words, name] of [
    ['陳編輯寫的摘要', '陳編輯'],
    ['王小湖寫的標題', '王小湖'],
  ] as const) {
    // The list of changes is drawn again as the history comes in, and what the pointer stood on takes its name with it.
    await expect(async () => {
      await page.mouse.move(0, 0)
      await changes.filter({ hasText: words }).first().hover({ timeout: 5_000 })
      await expect(named.filter({ hasText: name })).toBeVisible({ timeout: 5_000 })
    }).toPass()
  }

  await expect(colleague.getByTestId('action-發布')).toBeEnabled()
  await first.publish(site.client, short.id)
  await expect(colleague.getByTestId('action-發布')).toBeDisabled()
  expect(await site.client.getDocument(short.id)).toMatchObject({
    title: '王小湖寫的標題',
    summary: '陳編輯寫的摘要。',
  })

  // One publishes while the other's keys are on their way: what was there is published, and what comes after it is a draft again.
  const title = first.field('title').getByRole('textbox')
  const draft = async () => (await site.client.getDocument(`drafts.${short.id}`))?.title
  await title.fill('先寫的標題')
  await expect.poll(draft).toBe('先寫的標題')
  const [underWay, published] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await page.route(/\/data\/actions\//, async (route) => {
    underWay.resolve()
    await published.promise
    await route.continue()
  })
  await title.fill('後寫的標題')
  await underWay.promise
  await second.publish(site.client, short.id)
  published.resolve()
  await expect.poll(draft).toBe('後寫的標題')
  await expect(title).toHaveValue('後寫的標題')
  expect(await site.client.getDocument(short.id)).toMatchObject({ title: '先寫的標題' })

  await colleague.context().close()
  await expect(present(page, '陳編輯')).toBeHidden()
})

test("a document is created and published; a banner with no call to action that leads somewhere can't be", async ({
  site,
  page,
}) => {
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/studio/intent/create/type=author;id=author-new/`)
  const form = formOf(page)
  await form.field('name').getByRole('textbox').fill('新作者')
  await form.field('slug').getByRole('textbox').fill('new-author')
  await form.publish(site.client, 'author-new')
  expect(await site.client.getDocument('author-new')).toMatchObject({ name: '新作者', slug: { current: 'new-author' } })
  const readers = await fetch(`${site.url}/zh-TW/authors/new-author`)
  expect(await readers.text()).toMatch(/<h1[^>]*>新作者<\/h1>/)

  await site.client.create({
    _id: 'drafts.banner-dead',
    _type: 'banner',
    tag: '沒有去處',
    brief: '沒有去處',
    isFinancial: false,
    callsToAction: [{ _key: 'a', _type: 'callToAction', text: '看看' }],
    disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
  })
  const dead = await openForm(page, site.url, { id: 'banner-dead', type: 'banner' })
  await expect(dead.field('tag').getByRole('textbox')).toHaveValue('沒有去處')
  await expect(page.getByTestId('action-發布')).toBeDisabled()
})

test('without signing in the lake answers images only, and the Studio leads to the sign-in page, which says how to get a link; the link opens the page that was wanted', async ({
  site,
  page,
}) => {
  await page.goto(`${site.url}/edit${articlePath}`)
  await expect(page.getByRole('button', { name: '登入' })).toBeVisible({ timeout: 120_000 })
  const wanted = await page.locator('input[name="to"]').inputValue()
  expect(wanted).toBe(`${site.url}/studio/presentation?preview=${encodeURIComponent(articlePath)}`)
  await expect(page.getByText('npm run lake -- sign-in')).toBeVisible()
  const ask = (path: string, init?: RequestInit) => fetch(`${site.url}/lake/v2025-02-19${path}`, init)
  expect((await ask('/data/query/production?query=*')).status).toBe(401)
  expect((await ask('/data/doc/production/siteSettings')).status).toBe(401)
  expect((await ask('/data/listen/production?query=*')).status).toBe(401)
  expect((await ask('/data/mutate/production', { method: 'POST', body: '{"mutations":[]}' })).status).toBe(401)

  await signIn(page, site.signInLink)
  await expect(page).toHaveURL(/\/studio\/presentation/)
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText('GPT-4為何不開源')
})
