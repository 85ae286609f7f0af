import { test } from './support/test.ts'
import { confirm, editorsWindow, expect, openForm, takeSession } from './support/studio.ts'

test.use(editorsWindow)
test.setTimeout(180_000)

const article = { id: 'article-whether-chatgpt-is-open-source-is-controversial', type: 'article' }

test('discarding leaves no draft behind, also where a paragraph was inserted', async ({ site, page }) => {
  await takeSession(page, site.signInLink)
  const form = await openForm(page, site.url, article)
  const draft = () => site.client.getDocument(`drafts.${article.id}`)
  const published = await site.client.getDocument(article.id)
  await form.appendToFirstParagraph('body', '。')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('多出來的一段')
  await expect.poll(async () => (await draft())?.body?.length).toBe(published?.body.length + 1)

  // Every later write of this window, to see that none follows.
  const writes: string[] = []
  await form.pick('捨棄修改')
  page.on(
    'request',
    (request) => void (/\/data\/(?:actions|mutate)\//.test(request.url()) && writes.push(request.postData() ?? '')),
  )
  await confirm(page)
  await expect.poll(draft).toBeUndefined()
  const body = form.field('body').getByTestId('text-block__text')
  await expect(body.first()).toBeVisible()
  await expect(form.field('body').getByText('多出來的一段')).toHaveCount(0)
  // The next thing that is typed is the first that is written after the discard: a ghost's keys would stand before it.
  await form.field('title').getByRole('textbox').fill('捨棄之後')
  await expect.poll(async () => (await draft())?.title).toBe('捨棄之後')
  expect((await draft())?.body).toEqual(published?.body)
  expect(writes[0]).toContain('discard')
  expect(writes.slice(1).join()).not.toContain('body[')
})
