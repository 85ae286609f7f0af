import { expect, test } from 'vitest'
import { fillUp } from '#sanity/lake/full-disk.fixture.ts'
import { openTestLake } from '#sanity/lake/testing.ts'
import { announce } from './announce.ts'
import type { LogEntry } from './log.ts'

test('the start says where the site is and how to sign in; on a full disk it says what to do instead, in the log, and goes on', async () => {
  let lake = await openTestLake()
  const said = async () => {
    const [lines, log]: [string[], LogEntry[]] = [[], []]
    await announce({
      publicUrl: 'http://localhost:3000',
      lake: lake.lake,
      print: (line) => lines.push(line),
      log: (entry) => log.push(entry),
    })
    return { lines, log }
  }
  expect(await said()).toEqual({
    lines: [
      '\nready http://localhost:3000\n',
      'Studio http://localhost:3000/studio\n',
      expect.stringMatching(/^sign in once with http\S+code=\S+\n$/),
    ],
    log: [],
  })
  lake = await fillUp(lake)
  const full = await said()
  expect(full.lines).toEqual(['\nready http://localhost:3000\n', 'Studio http://localhost:3000/studio\n'])
  expect(full.log).toEqual([
    {
      level: 'error',
      message: expect.stringContaining('npm run lake -- sign-in'),
      error: expect.stringMatching(/disk .*full/),
    },
  ])
  await lake.close()
})
