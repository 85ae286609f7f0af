import { articlePath, clientFor, expect, test } from './support/test.ts'
import { expectFifteenParts } from './support/read-article.ts'
import { runToEnd, startProcess } from './support/site-process.ts'

test('the same reader test passes against a lake in a second process', async ({ dataFolder, reader }) => {
  const lake = await startProcess({ LAKESIDE_DATA: dataFolder, LAKESIDE_SAMPLE: 'off' }, ['cli/lake.ts', 'serve'])
  const client = await clientFor(dataFolder, lake.url)
  const loaded = await runToEnd(['cli/sample.ts'], { SANITY_API_HOST: lake.url, SANITY_WRITE_TOKEN: client.config().token ?? '' })
  expect(loaded.errors).toContain('documents and')
  const again = await runToEnd(['cli/sample.ts'], { SANITY_API_HOST: lake.url, SANITY_WRITE_TOKEN: client.config().token ?? '' })
  expect(again.errors).toMatch(/ 0 documents and 0 pictures loaded/)

  const viewer = await runToEnd(['cli/lake.ts', 'token', '--role', 'viewer'], { LAKESIDE_DATA: dataFolder })
  const site = await startProcess({ LAKESIDE_DATA: `${dataFolder}/none`, SANITY_API_HOST: lake.url, SANITY_READ_TOKEN: viewer.out.trim() })
  await expectFifteenParts(reader, site.url)
  expect((await fetch(`${site.url}/lake/v2025-02-19/users/me`)).status).toBe(404)

  // The lake goes: the pages say so with a whole page, and recover when it is back.
  await lake.stop()
  const down = await fetch(`${site.url}${articlePath}`)
  expect(down.status).toBe(500)
  expect(await down.text()).toContain('</html>')
  await site.stop()
})
