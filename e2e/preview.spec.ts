import type { Page } from '@playwright/test'
import { articlePath, test } from './support/test.ts'
import { editorsWindow, expect, formOf, takeSession, watch } from './support/studio.ts'

const article = 'article-whether-chatgpt-is-open-source-is-controversial'

test.use({ ...editorsWindow, permissions: ['clipboard-read', 'clipboard-write'] })
// The Studio is two megabytes of script, started cold beside another test on the same two cores.
test.setTimeout(300_000)

/** The page inside the preview tool. */
const framed = (page: Page) => page.frameLocator('iframe')

/** What a reader is sent: an address without any cookie. */
const sent = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers, redirect: 'manual' })
  return {
    status: answer.status,
    source: answer.headers.get('cache-status'),
    kept: answer.headers.get('cache-control'),
    html: await answer.text(),
  }
}

/** The cookies that an answer sets, as a browser would send them back. */
const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .filter((pair) => !pair?.endsWith('='))
    .join('; ')

test('an editor mends a typo in three clicks; a guest sees the draft by a link; a link and a banner lead to their fields; a pasted address opens its page', async ({
  site,
  page,
  browser,
}) => {
  const heard = watch(page, site.url)
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/edit${articlePath}`)
  const seen = framed(page)
  await expect(seen.getByRole('complementary', { name: '草稿預覽' })).toBeVisible({ timeout: 120_000 })
  const form = formOf(page)
  await expect(form.field('title').getByRole('textbox')).toHaveValue(/^GPT-4為何不開源/)

  // One: the word. Two: type. Three: 發布.
  const word = seen.getByRole('heading', { level: 1 }).getByText('馬斯克聯名')
  // The page takes clicks for the Studio once the two have found each other: it draws a frame around the words under the pointer.
  await expect(async () => {
    await page.mouse.move(0, 0)
    await word.hover()
    await expect(seen.locator('[data-hovered]')).not.toHaveCount(0, { timeout: 2_000 })
  }).toPass()
  await word.click()
  await expect(form.field('title').getByRole('textbox')).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.insertText('（已更正）')
  await expect(seen.getByRole('heading', { level: 1 })).toContainText('（已更正）')
  expect((await sent(`${site.url}${articlePath}`)).html.includes('（已更正）')).toBe(false)

  // Meanwhile somebody without an account looks at the draft by a link, and leaves.
  await page.getByRole('button', { name: '打開文件動作選單' }).click()
  await page.getByRole('menuitem', { name: '預覽連結' }).click()
  const link = await page.getByRole('textbox', { name: '預覽連結' }).inputValue()
  const guest = await browser.newPage()
  await guest.goto(link)
  expect(guest.url()).toBe(`${site.url}${articlePath}`)
  await expect(guest.getByRole('heading', { level: 1 })).toContainText('（已更正）')
  await expect(guest.getByRole('complementary', { name: '草稿預覽' })).toContainText('失效')
  // Where nothing is, a preview is not the gateway's to answer, and has its words all the same.
  expect((await guest.goto(`${site.url}/zh-TW/nothing-here`))?.status()).toBe(404)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('湖面上沒有這一頁')
  await expect(guest.getByRole('main').getByRole('link', { name: '研究分析' })).toBeVisible()
  await guest.goBack()
  await expect(guest.getByRole('complementary', { name: '草稿預覽' })).toBeVisible()
  await guest.getByRole('link', { name: '離開預覽' }).click()
  await expect(guest.getByRole('complementary', { name: '草稿預覽' })).toHaveCount(0)
  await expect(guest.getByRole('heading', { level: 1 })).not.toContainText('（已更正）')
  expect(await guest.locator('script[src]').count()).toBe(0)
  await guest.close()
  await page.keyboard.press('Escape')

  await form.publish(site.client, article)
  expect((await sent(`${site.url}${articlePath}`)).html.includes('（已更正）')).toBe(true)

  // A sentence of the body, a link of a list, a banner: each opens its field.
  await seen.getByText('ChatGPT推出沒多久').click()
  await expect(page).toHaveURL(/\/body%?.*b01/)
  await seen.getByRole('region', { name: '關於 ChatGPT 的更多資訊請查看：' }).getByRole('link').first().click()
  await expect(page.getByRole('dialog').getByRole('textbox').first()).toHaveValue(
    'ChatGPT的現狀和未來前景如何？2023年關於AI發展的7個預測',
  )
  await expect(page.getByText('用在 3 頁')).toBeVisible()
  await seen.getByText('領取最高價值 17,500 USDT').first().click()
  await expect(page).toHaveURL(/\/banner\/banner-newcomer/)
  await expect(form.field('copy').getByRole('textbox')).toBeFocused()

  // The address of another page, pasted into the search.
  await page.evaluate((address) => navigator.clipboard.writeText(address), `${site.url}/zh-TW/academy/market`)
  await page.getByTestId('studio-search').click()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(seen.getByRole('heading', { level: 1 })).toContainText('市場動態')
  await expect(page.getByPlaceholder('搜尋', { exact: true })).toBeHidden()
  expect(heard).toEqual({ console: [], outside: [], refused: [] })
})

test('readers never get draft words, made-up cookies change nothing, and what an editor or a guest sees is not kept', async ({
  site,
}) => {
  const url = `${site.url}${articlePath}`
  const draftOf = async (id: string, title: string) =>
    site.client.createOrReplace({
      ...(await site.client.getDocument(id)),
      _id: `drafts.${id}`,
      _type: 'article',
      title,
    })
  await draftOf(article, '主角的草稿')
  await draftOf('article-who-is-openai', '別人的草稿')
  const other = `${site.url}/zh-TW/academy/research-analysis`
  await site.client.create({
    _id: 'drafts.secret',
    _type: 'sanity.previewUrlSecret',
    secret: 'opens',
    source: 'test',
    studioUrl: `${site.url}/studio`,
    userId: 'test',
  })
  const expectReader = async (page: Awaited<ReturnType<typeof sent>>) => {
    expect([page.status, page.kept]).toEqual([200, 'public, no-cache'])
    expect([page.html.includes('的草稿'), page.html.includes('離開預覽'), /<script[^>]+src=/.test(page.html)]).toEqual([
      false,
      false,
      false,
    ])
  }

  await expectReader(await sent(url))
  for (const cookie of [
    '__prerender_bypass=guess',
    '__prerender_bypass=',
    'lakeside-preview=a.9999999999999.b',
    'sanity-preview-perspective=drafts',
  ]) {
    const page = await sent(url, { cookie })
    await expectReader(page)
    expect(page.source).toBe('lakeside; hit')
  }
  const closed = await fetch(
    `${site.url}/api/draft-mode/enable?sanity-preview-secret=wrong&sanity-preview-pathname=${articlePath}`,
    { redirect: 'manual' },
  )
  expect([closed.status, cookiesOf(closed)]).toEqual([401, ''])

  // An editor: every draft, and the way out.
  const opened = await fetch(
    `${site.url}/api/draft-mode/enable?sanity-preview-secret=opens&sanity-preview-pathname=${articlePath}`,
    { redirect: 'manual' },
  )
  const cookie = cookiesOf(opened)
  expect([opened.status, opened.headers.get('location')?.split('?')[0]]).toEqual([307, articlePath])
  const away = [
    '/zh-TW/../..//evil.example',
    '//evil.example',
    '/\t/evil.example',
    '/\r\nx',
    '\\\\evil.example',
    'https://evil.example',
  ]
  for (const path of away) {
    const led = await fetch(
      `${site.url}/api/draft-mode/enable?sanity-preview-secret=opens&sanity-preview-pathname=${encodeURIComponent(path)}`,
      { redirect: 'manual' },
    )
    expect([led.status, led.headers.get('location')], path).toEqual([307, '/'])
  }
  const draft = await sent(url, { cookie })
  expect([draft.status, draft.source, draft.kept]).toEqual([200, null, expect.stringContaining('no-store')])
  expect([
    draft.html.includes('主角的草稿'),
    draft.html.includes('離開預覽'),
    (await sent(other, { cookie })).html.includes('別人的草稿'),
  ]).toEqual([true, true, true])
  await expectReader(await sent(url))
  // Next's own cookie is in every copy of the build. Without the pass of a person it opens nothing, and somebody else's pass does not help.
  const [bypass = '', personal = ''] = ['__prerender_bypass=', 'lakeside-draft-mode='].map((name) =>
    cookie.split('; ').find((pair) => pair.startsWith(name)),
  )
  expect([bypass.length, personal.length].every((length) => length > 30)).toBe(true)
  for (const alone of [bypass, personal, `${bypass}; ${personal}x`, `${bypass}; lakeside-draft-mode=`]) {
    const page = await sent(url, { cookie: alone })
    await expectReader(page)
    expect(page.source).toBe('lakeside; hit')
  }
  const left = await fetch(`${site.url}/api/draft-mode/disable`, {
    headers: { cookie, referer: url },
    redirect: 'manual',
  })
  expect([left.headers.get('location'), cookiesOf(left)]).toEqual([articlePath, ''])

  // A guest with a link: that draft, and of the others nothing; until the link is over.
  const secret = 'a'.repeat(64)
  const link = { _id: `preview-link.${secret}`, _type: 'preview.link', documentId: article, path: articlePath }
  await site.client.create({ ...link, expiresAt: '2999-01-01T00:00:00.000Z' }) // it says more than it may: a link holds for seven days
  const entered = await fetch(`${site.url}/api/preview-link/${secret}`, { redirect: 'manual' })
  const pass = cookiesOf(entered)
  expect([entered.status, entered.headers.get('location')]).toEqual([307, articlePath])
  const shown = await sent(url, { cookie: pass })
  expect([shown.status, shown.source, shown.kept]).toEqual([200, null, expect.stringContaining('no-store')])
  expect(shown.html.includes('主角的草稿')).toBe(true)
  const end = Date.parse(
    /lakeside-preview=[^;]*; Path=\/; Expires=([^;]*)/i.exec(entered.headers.getSetCookie().join('\n'))?.[1] ?? '',
  )
  expect(Math.abs(end - Date.now() - 7 * 86_400_000)).toBeLessThan(600_000)
  // An advertiser looks at the draft of one banner in all its forms; nobody else has that page.
  const creative = `${site.url}/zh-TW/banner-preview/banner-app-download`
  expect((await sent(creative)).status).toBe(404)
  const approval = 'b'.repeat(64)
  const banner = await site.client.getDocument('banner-app-download')
  await site.client.create({ ...banner, _id: 'drafts.banner-app-download', _type: 'banner', tag: '給客戶看的草稿' })
  await site.client.create({
    ...link,
    _id: `preview-link.${approval}`,
    documentId: 'banner-app-download',
    path: new URL(creative).pathname,
    expiresAt: '2999-01-01T00:00:00.000Z',
  })
  const approver = cookiesOf(await fetch(`${site.url}/api/preview-link/${approval}`, { redirect: 'manual' }))
  const drawn = await sent(creative, { cookie: approver })
  expect([drawn.status, drawn.kept, drawn.html.includes('noindex')]).toEqual([
    200,
    expect.stringContaining('no-store'),
    true,
  ])
  expect(drawn.html.match(/<aside[^>]*給客戶看的草稿/g)).toHaveLength(8) // two forms, two widths, two schemes
  // With the cookie of draft mode from another time beside it, the guest still sees one draft and no more.
  expect((await sent(other, { cookie: `${bypass}; ${pass}` })).html.includes('別人的草稿')).toBe(false)
  const beside = await sent(other, { cookie: pass })
  expect([
    beside.status,
    beside.html.includes('離開預覽'),
    beside.html.includes('主角的草稿'),
    beside.html.includes('別人的草稿'),
  ]).toEqual([200, true, true, false])
  await expectReader(await sent(url))
  await expectReader(await sent(url, { cookie: `${pass}x` }))
  await site.client
    .patch(link._id)
    .set({ expiresAt: new Date(Date.now() - 1_000).toISOString() })
    .commit()
  expect((await sent(url, { cookie: pass })).html.includes('的草稿')).toBe(false)
  // The pass is still in date, so the gateway stands aside: what Next says of a path without a page must be whole.
  const lost = await sent(`${site.url}/zh-TW/nothing-here`, { cookie: pass })
  expect([lost.status, lost.html.includes('湖面上沒有這一頁')]).toEqual([404, true])
  for (const [index, path] of away.entries()) {
    const leading = String(index).repeat(64)
    await site.client.create({
      ...link,
      _id: `preview-link.${leading}`,
      path,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    expect((await fetch(`${site.url}/api/preview-link/${leading}`, { redirect: 'manual' })).status, path).toBe(410)
  }
  for (const [name, address] of [
    ['over', secret],
    ['altered', `${secret.slice(1)}b`],
    ['none', 'x'],
  ]) {
    const refused = await fetch(`${site.url}/api/preview-link/${address}`, { redirect: 'manual' })
    expect([name, refused.status, cookiesOf(refused)]).toEqual([name, 410, ''])
    expect(await refused.text()).toContain('這個預覽連結打不開')
  }
})
