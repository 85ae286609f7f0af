import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fillUp } from './full-disk.fixture.ts'
import { onThisPort, openTestLake, postForm, type TestLake } from './testing.ts'

let lake: TestLake
beforeEach(async () => {
  lake = await openTestLake()
})
afterEach(() => lake.close())

test('on a full disk readers are served and saves are refused in a sentence; nothing is half written; with room again all goes on', async () => {
  await lake.client().create({ _id: 'note', _type: 'note', text: 'before' })
  const password = await lake.lake.obey({ command: 'user-add', name: '林岸', role: 'viewer' })
  const { folder, token } = lake
  lake = await fillUp(lake)
  const client = lake.client({ token })
  const save = client.create({ _id: 'large', _type: 'note', text: 'x'.repeat(100_000) })
  await expect(save).rejects.toMatchObject({ statusCode: 507, message: expect.stringMatching(/disk .*full/) })
  expect(await client.getDocuments(['note', 'large'])).toMatchObject([{ text: 'before' }, null])

  // Nobody signs in, and nobody's link is used up.
  const refused = await postForm(`${lake.base}/sign-in`, { name: '林岸', password })
  expect([refused.status, (await refused.text()).includes('硬碟滿了')]).toEqual([507, true])
  await expect(lake.lake.obey({ command: 'sign-in' })).rejects.toMatchObject({
    name: 'RefusedError',
    message: expect.stringMatching(/disk .*full/),
  })
  await expect(lake.lake.obey({ command: 'user-add', name: '新人', role: 'viewer' })).rejects.toMatchObject({
    name: 'RefusedError',
  })
  const people = await lake.lake.obey({ command: 'user-list' })
  expect([people.includes('新人'), people.includes('林岸')]).toEqual([false, true])
  expect(await client.fetch('count(*[_id == "note"])')).toBe(1)

  await lake.stop()
  expect(statSync(join(folder, 'lake.sqlite')).size).toBeGreaterThan(0)
  lake = await openTestLake({ folder })
  expect(await lake.client().create({ _id: 'large', _type: 'note' })).toMatchObject({ _id: 'large' })
  expect((await postForm(`${lake.base}/sign-in`, { name: '林岸', password })).status).toBe(303)
})

test('a one-time link that meets a full disk works when there is room again', async () => {
  await lake.signIn({ name: '管理員' })
  const code = new URL(await lake.lake.createSignInLink()).searchParams.get('code') ?? ''
  const { folder } = lake
  lake = await fillUp(lake)
  const opened = await fetch(`${lake.base}/sign-in?code=${code}`, { redirect: 'manual' })
  expect([opened.status, (await opened.text()).includes('硬碟滿了')]).toEqual([507, true])
  await lake.stop()
  lake = await openTestLake({ folder })
  expect(
    (await fetch(onThisPort(`${lake.base}/sign-in?code=${code}`, lake.origin), { redirect: 'manual' })).status,
  ).toBe(303)
})
