import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { lakeCommand } from './support/command.ts'
import {
  editorsWindow,
  expect as patient,
  openForm,
  signIn,
  signInWithPassword,
  takeSession,
} from './support/studio.ts'
import { articlePath, expect, test, type Site } from './support/test.ts'

const article = { id: 'article-whether-chatgpt-is-open-source-is-controversial', type: 'article' }
const banner = { id: 'banner-newcomer', type: 'banner' }
const placement = { id: 'placement-newcomer-top', type: 'placement' }

test.use(editorsWindow)
// The Studio is two megabytes of script, started cold beside another test on the same two cores.
test.setTimeout(300_000)

async function add({ dataFolder }: Site, name: string, role: string): Promise<{ name: string; password: string }> {
  return { name, password: await lakeCommand(dataFolder, 'user', 'add', name, '--role', role) }
}

/** What the lake answers to a request made by hand in the page of somebody who is signed in, around the Studio. */
function byHand(page: Page, path: string, body: unknown): Promise<{ status: number; error: unknown }> {
  return page.evaluate(
    async ([address, text]) => {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: text,
      })
      const said: { error?: { items?: { error: { type: string } }[] } } = await answer.json()
      return { status: answer.status, error: said.error?.items?.[0]?.error.type }
    },
    [`/lake/v2025-02-19/data/${path}/production`, JSON.stringify(body)] as const,
  )
}

const refused = { status: 403, error: 'insufficientPermissionsError' }

/** The form shows the document and lets nobody write it. */
async function expectLocked(page: Page, field: ReturnType<Page['getByTestId']>): Promise<void> {
  await expect(field).toHaveAttribute('readonly', '', { timeout: 120_000 }) // the document comes after the form's frame
  await expect(page.getByTestId('action-發布')).toBeDisabled()
  await expect(page.getByText('不能修改這份文件')).toBeVisible()
}

test("a marketer signs in with a password, can't change an article, and swaps the words of a banner", async ({
  site,
  page,
}) => {
  const person = await add(site, '林行銷', 'marketer')
  await signInWithPassword(page, site.url, person)

  const before = await site.client.getDocument(article.id)
  const articleForm = await openForm(page, site.url, article)
  await expectLocked(page, articleForm.field('title').getByRole('textbox'))
  expect(await byHand(page, 'mutate', { mutations: [{ patch: { id: article.id, set: { title: '改了' } } }] })).toEqual(
    refused,
  )
  expect(
    await byHand(page, 'mutate', {
      mutations: [{ patch: { id: banner.id, set: { tag: '改了' } } }, { delete: { id: article.id } }],
    }),
  ).toEqual(refused)
  const edit = {
    actionType: 'sanity.action.document.edit',
    draftId: `drafts.${article.id}`,
    publishedId: article.id,
    patch: { set: { title: '改了' } },
  }
  expect(await byHand(page, 'actions', { actions: [edit] })).toEqual(refused)
  // Nor by what the lake would do for her later: publish a release that an editor has filled, or take down a slot that articles refer to.
  expect(
    await byHand(page, 'actions', {
      actions: [
        { actionType: 'sanity.action.release.create', releaseId: 'later', metadata: { releaseType: 'scheduled' } },
      ],
    }),
  ).toEqual(refused)
  expect(
    await byHand(page, 'mutate', {
      mutations: [
        {
          create: {
            _type: 'dueWork',
            kind: 'takeDown',
            documentId: 'slot-article-opening',
            documentType: 'slot',
            at: '2030-01-01T00:00:00Z',
          },
        },
      ],
    }),
  ).toEqual(refused)
  expect(await site.client.getDocuments([article.id, `drafts.${article.id}`])).toEqual([before, null])

  const bannerForm = await openForm(page, site.url, banner)
  await bannerForm.field('tag').getByRole('textbox').fill('湖畔限定')
  await bannerForm.publish(site.client, banner.id)
  expect(await (await fetch(`${site.url}${articlePath}`)).text()).toContain('湖畔限定')

  // The history knows who it was.
  const log = String(
    await site.client.request<unknown>({
      url: `/data/history/production/transactions/${banner.id}?excludeContent=true&reverse=true&limit=1`,
    }),
  )
  const { author } = JSON.parse(log)
  expect(await site.client.request({ url: `/users/${author}` })).toMatchObject({ displayName: '林行銷' })
})

test("an editor places a slot in an article and can't change a placement", async ({ site, page }) => {
  const person = await add(site, '陳編輯', 'editor')
  await signInWithPassword(page, site.url, person)

  const before = await site.client.getDocument(placement.id)
  const placementForm = await openForm(page, site.url, placement)
  await expectLocked(page, placementForm.field('title').getByRole('textbox'))
  expect(await byHand(page, 'mutate', { mutations: [{ patch: { id: placement.id, set: { priority: 9 } } }] })).toEqual(
    refused,
  )
  expect(
    await byHand(page, 'mutate', { mutations: [{ create: { _id: `drafts.${placement.id}`, _type: 'article' } }] }),
  ).toEqual(refused)
  expect(
    await byHand(page, 'actions', {
      actions: [{ actionType: 'sanity.action.document.delete', publishedId: placement.id, includeDrafts: [] }],
    }),
  ).toEqual(refused)
  expect(await site.client.getDocuments([placement.id, `drafts.${placement.id}`])).toEqual([before, null])

  const short = { id: 'article-ai-coins', type: 'article' }
  const articleForm = await openForm(page, site.url, short)
  const slots = () =>
    site.client.fetch<number>(
      'count(*[_id == $id][0].body[_type == "bodySlot" && slot._ref == "slot-article-opening"])',
      { id: short.id },
    )
  expect(await slots()).toBe(0)
  const body = articleForm.field('body')
  const slot = page.getByRole('combobox', { name: '版位' })
  // The body is drawn again once it can be edited: the cursor is gone then, and with it what can be inserted.
  await patient(async () => {
    await body.getByTestId('text-block__text').first().click({ timeout: 5_000 })
    await body.getByTestId('insert-menu-button').click({ timeout: 5_000 })
    await page.getByRole('menuitem', { name: '內文版位' }).click({ timeout: 5_000 })
    await expect(slot).toBeVisible()
  }).toPass({ timeout: 120_000 })
  await slot.fill('開頭')
  await page.getByRole('option', { name: /內文：開頭之後/ }).click()
  await page.keyboard.press('Escape')
  // The next key goes on where the person wrote, also in an editor that is enlarged.
  await expect(body.locator('[contenteditable="true"]')).toBeFocused()
  await body.getByTestId('fullscreen-button-expand').click()
  await expect(page.locator('[data-fullscreen="true"] [contenteditable="true"]')).toBeFocused()
  await page.getByTestId('fullscreen-button-collapse').click()
  await articleForm.publish(site.client, short.id)
  expect(await slots()).toBe(1)
})

test('the owner is asked for a name once; a removed person is out at once', async ({ site, page, browser }) => {
  await signIn(page, site.signInLink, '王小湖')
  const me = await site.client.request<{ displayName: string }>({ url: '/users/owner' })
  expect(me.displayName).toBe('王小湖')
  // Without script there is no Studio to draw, only where the links lead: to it, past the question.
  const plain = await browser.newContext({ javaScriptEnabled: false })
  const again = await plain.newPage()
  await again.goto(await lakeCommand(site.dataFolder, 'sign-in'))
  expect(again.url()).toBe(`${site.url}/studio`)
  await plain.close()

  const guest = await browser.newPage()
  await takeSession(guest, await lakeCommand(site.dataFolder, 'invite', '訪客', '--role', 'viewer'))
  expect((await guest.request.get(`${site.url}/lake/v1/users/me`)).status()).toBe(200)
  // Who may only look sees a draft on its page, and can't change it.
  await site.client.create({
    ...(await site.client.getDocument(article.id)),
    _id: `drafts.${article.id}`,
    _type: 'article',
    title: '還沒發布的標題',
  })
  await guest.goto(`${site.url}/edit${articlePath}`)
  await patient(guest.frameLocator('iframe').getByRole('heading', { level: 1 })).toContainText('還沒發布的標題', {
    timeout: 120_000,
  })
  await expectLocked(guest, guest.getByTestId('field-title').getByRole('textbox'))
  await expect(guest.getByRole('button', { name: '請求編輯' })).toHaveCount(0)
  const draftOnPage = async () => {
    await guest.goto(`${site.url}${articlePath}`)
    return (await guest.getByRole('heading', { level: 1 }).textContent())?.includes('還沒發布的標題')
  }
  expect(await draftOnPage()).toBe(true)
  await lakeCommand(site.dataFolder, 'user', 'remove', '訪客')
  // The page with the same cookies shows what readers see, from the next request on.
  expect(await draftOnPage()).toBe(false)
  // The Studio finds out by itself: its streams have ended, and nobody answers it any more.
  expect((await guest.request.get(`${site.url}/lake/v1/users/me`)).status()).toBe(401)
  await guest.goto(`${site.url}/studio`)
  await expect(guest.getByRole('button', { name: '登入' })).toBeVisible({ timeout: 120_000 })
  await site.restart()
  expect(await draftOnPage()).toBe(false)
  await guest.close()
})

test('the pages of signing in need no script and can be used by everybody', async ({ publication, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${publication.url}/lake/sign-in`)
  await page.getByLabel('名字').fill('沒有這個人')
  await page.getByLabel('密碼').fill('反正不對的密碼')
  await page.getByRole('button', { name: '登入' }).click()
  await expect(page.getByRole('alert')).toHaveText('名字或密碼不對，請再試一次。')
  await expect(page.getByLabel('名字')).toHaveValue('沒有這個人')
  await page.goto(publication.signInLink ?? '')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('你的名字是？')
  await context.close()

  const seeing = await browser.newContext()
  const checked = await seeing.newPage()
  for (const path of [
    '/lake/sign-in',
    '/lake/sign-in?code=spent',
    new URL(publication.signInLink ?? '').pathname + new URL(publication.signInLink ?? '').search,
  ]) {
    await checked.goto(publication.url + path)
    expect((await new AxeBuilder({ page: checked }).analyze()).violations).toEqual([])
  }
  await seeing.close()
})
