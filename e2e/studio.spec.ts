import { articlePath, test } from './support/test.ts'
import { editorsWindow, expect, formOf, openForm, signIn, takeSession, watch } from './support/studio.ts'

const article = { id: 'article-whether-chatgpt-is-open-source-is-controversial', type: 'article' }

test.use(editorsWindow)
// The Studio is two megabytes of script, started cold beside another test on the same two cores.
test.setTimeout(300_000)

test('an editor signs in by the link, changes title and a paragraph, publishes, and the reader\'s next request shows it', async ({ site, page }) => {
  const heard = watch(page, site.url)
  await signIn(page, site.signInLink)
  await page.getByTestId('pane-item-文章').click()
  await page.getByRole('link', { name: /GPT-4為何不開源/ }).first().click()
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

test('two tabs stay in step: what is typed in one stands in the other', async ({ site, page, context }) => {
  test.slow() // two Studios at once
  await takeSession(page, site.signInLink)
  const other = await context.newPage()
  const short = { id: 'article-ai-coins', type: 'article' }
  const [first, second] = [await openForm(page, site.url, short), await openForm(other, site.url, short)]
  await first.field('title').getByRole('textbox').fill('第一個分頁寫的')
  await expect(second.field('title').getByRole('textbox')).toHaveValue('第一個分頁寫的')
  await second.field('summary').getByRole('textbox').fill('第二個分頁寫的。')
  await expect(first.field('summary').getByRole('textbox')).toHaveValue('第二個分頁寫的。')
  await first.publish(site.client, short.id)
  await expect(other.getByTestId('action-發布')).toBeDisabled()
  expect(await site.client.getDocument(short.id)).toMatchObject({ title: '第一個分頁寫的', summary: '第二個分頁寫的。' })
})

test('a document is created and published; a banner with no call to action that leads somewhere can\'t be', async ({ site, page }) => {
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
    _id: 'drafts.banner-dead', _type: 'banner', tag: '沒有去處', brief: '沒有去處', isFinancial: false,
    callsToAction: [{ _key: 'a', _type: 'callToAction', text: '看看' }],
    disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
  })
  const dead = await openForm(page, site.url, { id: 'banner-dead', type: 'banner' })
  await expect(dead.field('tag').getByRole('textbox')).toHaveValue('沒有去處')
  await expect(page.getByTestId('action-發布')).toBeDisabled()
})

test('without signing in the Studio leads to the sign-in page, which says how to get a link, and the lake answers images only', async ({ site, page }) => {
  await page.goto(`${site.url}/studio`)
  await expect(page.getByRole('button', { name: '登入' })).toBeVisible({ timeout: 120_000 })
  await expect(page.getByText('npm run lake -- sign-in')).toBeVisible()
  const ask = (path: string, init?: RequestInit) => fetch(`${site.url}/lake/v2025-02-19${path}`, init)
  expect((await ask('/data/query/production?query=*')).status).toBe(401)
  expect((await ask('/data/doc/production/siteSettings')).status).toBe(401)
  expect((await ask('/data/listen/production?query=*')).status).toBe(401)
  expect((await ask('/data/mutate/production', { method: 'POST', body: '{"mutations":[]}' })).status).toBe(401)
})
