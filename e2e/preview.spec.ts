import type { Page } from '@playwright/test'
import { articlePath, test } from './support/test.ts'
import { expect, formOf, takeSession, watch } from './support/studio.ts'

const article = 'article-whether-chatgpt-is-open-source-is-controversial'

test.use({ viewport: { width: 1400, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] })
// The Studio is two megabytes of script, started cold beside another test on the same two cores.
test.setTimeout(300_000)

/** The page inside the preview tool. */
const framed = (page: Page) => page.frameLocator('iframe[title]')

/** What a reader is sent: an address without any cookie. */
const sent = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(url, { headers, redirect: 'manual' })
  return { status: answer.status, source: answer.headers.get('cache-status'), kept: answer.headers.get('cache-control'), html: await answer.text() }
}

/** The cookies that an answer sets, as a browser would send them back. */
const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).filter((pair) => !pair?.endsWith('=')).join('; ')

test('readers never get draft words, made-up cookies change nothing, and what an editor or a guest sees is not kept', async ({ site }) => {
  const url = `${site.url}${articlePath}`
  const draftOf = async (id: string, title: string) => site.client.createOrReplace({ ...(await site.client.getDocument(id)), _id: `drafts.${id}`, _type: 'article', title })
  await draftOf(article, '主角的草稿')
  await draftOf('article-who-is-openai', '別人的草稿')
  const other = `${site.url}/zh-TW/academy/research-analysis`
  await site.client.create({ _id: 'drafts.secret', _type: 'sanity.previewUrlSecret', secret: 'opens', source: 'test', studioUrl: `${site.url}/studio`, userId: 'test' })
  const expectReader = async (page: Awaited<ReturnType<typeof sent>>) => {
    expect([page.status, page.kept]).toEqual([200, 'public, no-cache'])
    expect(page.html).not.toContain('的草稿')
    expect(page.html).not.toContain('/_next/static/chunks/')
  }

  await expectReader(await sent(url))
  for (const cookie of ['__prerender_bypass=guess', '__prerender_bypass=', 'lakeside-preview=a.9999999999999.b', 'sanity-preview-perspective=drafts']) {
    const page = await sent(url, { cookie })
    await expectReader(page)
    expect(page.source).toBe('lakeside; hit')
  }
  const closed = await fetch(`${site.url}/api/draft-mode/enable?sanity-preview-secret=wrong&sanity-preview-pathname=${articlePath}`, { redirect: 'manual' })
  expect([closed.status, cookiesOf(closed)]).toEqual([401, ''])

  // An editor: every draft, and the way out.
  const opened = await fetch(`${site.url}/api/draft-mode/enable?sanity-preview-secret=opens&sanity-preview-pathname=${articlePath}`, { redirect: 'manual' })
  const cookie = cookiesOf(opened)
  expect([opened.status, opened.headers.get('location')?.split('?')[0]]).toEqual([307, articlePath])
  const draft = await sent(url, { cookie })
  expect([draft.status, draft.source, draft.kept]).toEqual([200, null, expect.stringContaining('no-store')])
  expect(draft.html).toContain('主角的草稿')
  expect(draft.html).toContain('離開預覽')
  expect((await sent(other, { cookie })).html).toContain('別人的草稿')
  await expectReader(await sent(url))
  const left = await fetch(`${site.url}/api/draft-mode/disable`, { headers: { cookie, referer: url }, redirect: 'manual' })
  expect([left.headers.get('location'), cookiesOf(left)]).toEqual([articlePath, ''])

  // A guest with a link: that draft, and of the others nothing; until the link is over.
  const secret = 'a'.repeat(64)
  const link = { _id: `preview-link.${secret}`, _type: 'preview.link', documentId: article, path: articlePath }
  await site.client.create({ ...link, expiresAt: new Date(Date.now() + 3_600_000).toISOString() })
  const entered = await fetch(`${site.url}/api/preview-link/${secret}`, { redirect: 'manual' })
  const pass = cookiesOf(entered)
  expect([entered.status, entered.headers.get('location')]).toEqual([307, articlePath])
  const shown = await sent(url, { cookie: pass })
  expect([shown.status, shown.source, shown.kept]).toEqual([200, null, expect.stringContaining('no-store')])
  expect(shown.html).toContain('主角的草稿')
  const beside = await sent(other, { cookie: pass })
  expect([beside.status, beside.html.includes('離開預覽'), beside.html.includes('主角的草稿'), beside.html.includes('別人的草稿')]).toEqual([200, true, true, false])
  await expectReader(await sent(url))
  await expectReader(await sent(url, { cookie: `${pass}x` }))
  await site.client.patch(link._id).set({ expiresAt: new Date(Date.now() - 1_000).toISOString() }).commit()
  expect((await sent(url, { cookie: pass })).html).not.toContain('的草稿')
  for (const [name, address] of [['over', secret], ['altered', `${secret.slice(1)}b`], ['none', 'x']]) {
    const refused = await fetch(`${site.url}/api/preview-link/${address}`, { redirect: 'manual' })
    expect([name, refused.status, cookiesOf(refused)]).toEqual([name, 410, ''])
    expect(await refused.text()).toContain('這個預覽連結打不開')
  }
})
