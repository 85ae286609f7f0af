import { createServer } from 'node:http'
import { articlePath, clientFor, expect, test } from './support/test.ts'
import { expectFifteenParts } from './support/read-article.ts'
import { runToEnd, startProcess } from './support/site-process.ts'

test('the same reader test passes against a lake in a second process', async ({ dataFolder, reader }) => {
  const lake = await startProcess({ LAKESIDE_DATA: dataFolder, LAKESIDE_SAMPLE: 'off' }, ['cli/lake.ts', 'serve'])
  const client = await clientFor(dataFolder, lake.url)
  const loaded = await runToEnd(['cli/sample.ts'], {
    SANITY_API_HOST: lake.url,
    SANITY_WRITE_TOKEN: client.config().token ?? '',
  })
  expect(loaded.errors).toContain('documents and')
  const again = await runToEnd(['cli/sample.ts'], {
    SANITY_API_HOST: lake.url,
    SANITY_WRITE_TOKEN: client.config().token ?? '',
  })
  expect(again.errors).toMatch(/ 0 documents and 0 pictures loaded/)

  const viewer = await runToEnd(['cli/lake.ts', 'token', '--role', 'viewer'], { LAKESIDE_DATA: dataFolder })
  const site = await startProcess({
    LAKESIDE_DATA: `${dataFolder}/none`,
    SANITY_API_HOST: lake.url,
    SANITY_READ_TOKEN: viewer.out.trim(),
  })
  await expectFifteenParts(reader, site.url)
  expect((await fetch(`${site.url}/lake/v2025-02-19/users/me`)).status).toBe(404)

  await site.stop()
  await lake.stop()
})

test('pages of a lake elsewhere follow its publishes, outlive its silence, and are made again when it is back', async ({
  dataFolder,
}) => {
  const lakeSettings = { LAKESIDE_DATA: dataFolder }
  let lake = await startProcess(lakeSettings, ['cli/lake.ts', 'serve'])
  const client = await clientFor(dataFolder, lake.url)
  const viewer = await runToEnd(['cli/lake.ts', 'token', '--role', 'viewer'], { LAKESIDE_DATA: dataFolder })
  const startSite = () =>
    startProcess({
      LAKESIDE_DATA: `${dataFolder}/none`,
      SANITY_API_HOST: lake.url,
      SANITY_READ_TOKEN: viewer.out.trim(),
    })
  const sites = [await startSite(), await startSite()]
  const read = async (site: { url: string }, path: string) => {
    const answer = await fetch(`${site.url}${path}`)
    return { status: answer.status, html: await answer.text(), from: answer.headers.get('cache-status') }
  }
  const everywhere = (path: string) => Promise.all(sites.map((site) => read(site, path)))
  const isKept = { status: 200, from: 'lakeside; hit' }

  await expect.poll(() => everywhere(articlePath)).toMatchObject([isKept, isKept])
  await client.patch('article-whether-chatgpt-is-open-source-is-controversial').set({ title: '遠方的湖' }).commit()
  await expect
    .poll(() => everywhere(articlePath))
    .toMatchObject([
      { ...isKept, html: expect.stringContaining('<title>遠方的湖') },
      { ...isKept, html: expect.stringContaining('<title>遠方的湖') },
    ])

  await lake.stop()
  const standIn = {
    status: 200,
    from: 'lakeside; hit; detail=unproven',
    html: expect.stringContaining('<title>遠方的湖'),
  }
  await expect.poll(() => everywhere(articlePath)).toMatchObject([standIn, standIn])
  const never = await fetch(`${sites[0]?.url}/zh-TW/disclosure`)
  expect([never.status, never.headers.get('retry-after')]).toEqual([503, '10'])
  expect(await never.text()).toContain('</html>')

  lake = await startProcess({ ...lakeSettings, PORT: new URL(lake.url).port }, ['cli/lake.ts', 'serve'])
  await client.patch('article-whether-chatgpt-is-open-source-is-controversial').set({ title: '湖回來了' }).commit()
  const back = { ...isKept, html: expect.stringContaining('<title>湖回來了') }
  await expect.poll(() => everywhere(articlePath), { timeout: 30_000 }).toMatchObject([back, back])
  for (const site of sites) await site.stop()
  await lake.stop()
})

test('a page of an allowed origin works with the lake in the person’s session; one of another origin is refused by the browser', async ({
  dataFolder,
  page,
}) => {
  const pages = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<!DOCTYPE html><link rel="icon" href="data:,">'),
  )
  await new Promise<void>((ready) => pages.listen(0, '127.0.0.1', ready))
  const address = pages.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const allowed = `http://localhost:${address.port}`
  const lake = await startProcess({ LAKESIDE_DATA: dataFolder, LAKESIDE_SAMPLE: 'off', LAKESIDE_ORIGINS: allowed }, [
    'cli/lake.ts',
    'serve',
  ])
  const link = await runToEnd(['cli/lake.ts', 'sign-in'], { LAKESIDE_DATA: dataFolder })
  await page.goto(link.out.trim())
  await page.getByRole('button', { name: '先略過' }).click()
  await page.waitForURL(`${allowed}/studio`)

  const write = (base: string) =>
    fetch(`${base}/v2025-02-19/data/mutate/production`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json', 'x-sanity-project-id': 'lakeside' },
      body: JSON.stringify({ mutations: [{ createOrReplace: { _id: 'n', _type: 'note' } }] }),
    }).then(
      (answer) => answer.status,
      (error: unknown) => String(error),
    )
  expect(await page.evaluate(write, lake.url)).toBe(200)
  await page.goto(`http://127.0.0.1:${address.port}/`) // the same server under a name that is not allowed
  expect(await page.evaluate(write, lake.url)).toBe('TypeError: Failed to fetch')

  await lake.stop()
  await new Promise((closed) => {
    pages.close(closed)
    pages.closeAllConnections()
  })
})
