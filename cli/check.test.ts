import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestLake, type TestLake } from '#sanity/lake/testing.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

const check = (...args: string[]) =>
  new Promise<{ code: number | string; out: string }>((resolve) => {
    const env = {
      ...process.env,
      SANITY_API_HOST: lake.base,
      SANITY_WRITE_TOKEN: lake.token,
      SANITY_PROJECT_ID: '',
      SANITY_DATASET: 'production',
    }
    execFile(process.execPath, [join(import.meta.dirname, 'check.ts'), ...args], { env }, (error, out, words) =>
      resolve({ code: error?.code ?? 0, out: out + words }),
    )
  })

test('check lists what will hurt in a running lake and exits with 1; with nothing to say it says nothing', async () => {
  expect(await check()).toEqual({ code: 0, out: '' })
  await lake
    .client()
    .transaction()
    .create({
      _id: 'drafts.banner-a',
      _type: 'banner',
      disclosure: { kind: 'own', sponsor: '湖畔' },
      callsToAction: [{ _key: 'a', _type: 'callToAction', text: '看' }],
    })
    .create({
      _id: 'placement-a',
      _type: 'placement',
      banner: { _type: 'reference', _ref: 'banner-a', _weak: true },
      priority: 0,
    })
    .create({
      _id: 'linkList-a',
      _type: 'linkList',
      title: '清單',
      links: [{ _key: 'b', _type: 'link', text: '看', destination: { page: 'nowhere' } }],
    })
    .commit()
  const found = await check()
  expect(found.code).toBe(1)
  expect(found.out.split('\n').toSorted()).toEqual([
    '',
    expect.stringMatching(/^提醒 {2}drafts\.banner-a {2}callsToAction\[_key=="a"\]\.destination {2}連結待補/),
    expect.stringMatching(/^錯誤 {2}linkList-a {2}links\[_key=="b"\]\.destination\.page {2}這一部分讀不出來/),
    expect.stringMatching(/^錯誤 {2}placement-a {2}banner {2}.*草稿/),
  ])
  expect((await check('--errors')).out.split('\n')).toHaveLength(3)
}, 90_000)
