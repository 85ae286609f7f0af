import { test } from './support/test.ts'
import { editorsWindow, expect, openForm, takeSession } from './support/studio.ts'

// What an editor types is never lost: the network goes, the process ends, a colleague takes the draft away.

test.use(editorsWindow)
test.setTimeout(180_000)

const article = { id: 'article-whether-chatgpt-is-open-source-is-controversial', type: 'article' }

test('words typed while the network is gone stay in the form, are said to be kept, and are saved when it is back', async ({
  site,
  page,
  context,
}) => {
  await takeSession(page, site.signInLink)
  const form = await openForm(page, site.url, article)
  const title = form.field('title').getByRole('textbox')
  const paragraph = form.field('body').getByTestId('text-block__text').first()
  const stored = () =>
    site.client.fetch<{ title: string; text: string } | null>('*[_id == $id][0]{title, "text": pt::text(body[0])}', {
      id: `drafts.${article.id}`,
    })
  const notice = page.getByTestId('outbox')

  await title.fill('斷線前')
  await expect.poll(async () => (await stored())?.title).toBe('斷線前')
  await context.setOffline(true)
  await title.press('End') // a form that is drawn again has lost the cursor
  await title.pressSequentially('，斷線後也還在', { delay: 30 })
  await form.appendToFirstParagraph('body', '內文也留著。')
  await expect(notice).toContainText('連線中斷')
  // Longer than the Studio waits before it gives up by itself.
  await expect(page.getByText('crashed')).toHaveCount(0)
  await expect(title).toHaveValue('斷線前，斷線後也還在')
  expect((await stored())?.title).toBe('斷線前')

  await context.setOffline(false)
  await expect
    .poll(stored)
    .toMatchObject({ title: '斷線前，斷線後也還在', text: expect.stringContaining('內文也留著。') })
  await expect(notice).toHaveCount(0)
  await expect(paragraph).toContainText('內文也留著。')
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('lakeside:outbox:'))),
  ).toEqual([])
})

test('a process that ends in the middle of a sentence loses no key', async ({ site, page }) => {
  await takeSession(page, site.signInLink)
  const form = await openForm(page, site.url, article)
  const title = form.field('title').getByRole('textbox')
  await title.fill('重開之前')
  const typing = title.pressSequentially('一二三四五六七八九十', { delay: 150 })
  await site.restart('SIGKILL')
  await typing
  await expect
    .poll(async () => (await site.client.getDocument(`drafts.${article.id}`))?.title)
    .toBe(await title.inputValue())
  await expect(title).toHaveValue(/^重開之前/)
  // The rules that ask the lake wait for it; one that gave up would keep the button off until the next edit.
  await expect(page.getByTestId('action-發布')).toBeEnabled()
})

test('words that stood behind an unanswered request when the window was closed are offered when the document is opened again', async ({
  site,
  page,
  context,
}) => {
  const keys = (prefix: string) =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => localStorage.getItem(key) ?? '')
  const stored = async () => (await site.client.getDocument<{ title: string }>(`drafts.${article.id}`))?.title
  await takeSession(page, site.signInLink)
  const title = (await openForm(page, site.url, article)).field('title').getByRole('textbox')
  await expect(title).toBeEditable() // what a form asks before it can be edited needs the network
  await context.setOffline(true)
  await title.fill('先打的')
  await expect.poll(() => page.evaluate(keys, 'lakeside:outbox:')).toHaveLength(1)
  await title.fill('先打的，後打的')
  await expect.poll(() => page.evaluate(keys, 'lakeside:words:')).toEqual([expect.stringContaining('先打的，後打的')])
  await page.close()
  await context.setOffline(false)

  const later = await context.newPage()
  const form = await openForm(later, site.url, article)
  const card = later.getByTestId('kept-words')
  await expect(card).toContainText('這台電腦上有還沒存進內容庫的修改')
  expect(await stored()).not.toBe('先打的，後打的') // nothing is put back unasked
  await card.getByRole('button', { name: '放回來' }).click()
  await expect(form.field('title').getByRole('textbox')).toHaveValue('先打的，後打的')
  await expect.poll(stored).toBe('先打的，後打的')
  await expect(card).toHaveCount(0)
  await expect.poll(() => later.evaluate(keys, 'lakeside:words:')).toEqual([])

  // A colleague deletes the draft that stands open: what is typed meanwhile is in the lake, or still on this computer.
  const typing = form.field('title').getByRole('textbox').pressSequentially('甲乙丙丁', { delay: 100 })
  await site.client.delete(`drafts.${article.id}`)
  await typing
  const somewhere = async () =>
    [
      await stored(),
      ...(await later.getByTestId('outbox').allInnerTexts()),
      ...(await later.evaluate(keys, 'lakeside:words:')),
    ].join('\n')
  await expect.poll(somewhere).toContain('丁')
  await expect(later.getByText('crashed')).toHaveCount(0)
})
