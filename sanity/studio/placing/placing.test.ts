import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placement } from '#lib/placement.fixture.ts'
import { emptyBanner } from '#lib/validation/new-banner.ts'
import { openTestLake, type TestLake } from '#sanity/lake/testing.ts'
import { roles } from '#sanity/roles.ts'
import { readStored, stopChanges, writeFields } from './stop.ts'
import { swapActions } from './swap-actions.ts'

let lake: TestLake
let marketer: ReturnType<TestLake['client']>
let editor: ReturnType<TestLake['client']>
beforeAll(async () => {
  lake = await openTestLake({ roles })
  const clientOf = async (role: string) => lake.client({ token: await lake.lake.createToken({ label: role, role }) })
  marketer = await clientOf('marketer')
  editor = await clientOf('editor')
  await lake.client().create({ _id: 'slot-a', _type: 'slot', key: 'a' })
})
afterAll(() => lake.close())

const wish = (id: string) => ({ ...placement(id), priority: 3, endsAt: '2030-01-01T00:00:00.000Z', platforms: ['ios' as const], onlyCategories: ['category-x'] })
const banner = { ...emptyBanner, tag: '雙十一', brief: '領好禮', text: '看看', url: 'https://example.com', sponsor: '湖畔' }
const stored = () => lake.client().fetch<string[]>('*[_type in ["banner", "placement"]]._id | order(@ asc)')

describe('a swap', () => {
  test('is one transaction, within a marketer’s rights', async () => {
    await marketer.action(swapActions('slot-a', wish('placement-a'), { id: 'banner-a', kind: 'new', banner }, '雙十一'))
    const [shown, placed] = await lake.client().getDocuments(['banner-a', 'placement-a'])
    expect(shown).toMatchObject({ _type: 'banner', tag: '雙十一' })
    expect(placed).toMatchObject({ title: '雙十一', banner: { _ref: 'banner-a' }, slot: { _ref: 'slot-a' }, priority: 3, endsAt: '2030-01-01T00:00:00.000Z', platforms: ['ios'], onlyCategories: [{ _ref: 'category-x', _weak: true }] })
    expect(placed?._rev).toBe(shown?._rev)
    expect(placed).not.toHaveProperty('startsAt')
    expect(await stored()).toEqual(['banner-a', 'placement-a'])
  })

  test('publishes a banner that was a draft, and leaves the draft of a published one alone', async () => {
    await lake.client().create({ _id: 'drafts.banner-b', _type: 'banner', tag: 'B' })
    await lake.client().create({ _id: 'drafts.banner-a', _type: 'banner', tag: '還沒好' })
    await marketer.action(swapActions('slot-a', placement('placement-b'), { id: 'banner-b', kind: 'draft' }, 'B'))
    await marketer.action(swapActions('slot-a', placement('placement-c'), { id: 'banner-a', kind: 'published' }, 'A'))
    expect(await stored()).toEqual(['banner-a', 'banner-b', 'drafts.banner-a', 'placement-a', 'placement-b', 'placement-c'])
  })

  test('is refused whole to an editor, and when its banner can’t be published', async () => {
    const before = await stored()
    await expect(editor.action(swapActions('slot-a', wish('placement-x'), { id: 'banner-x', kind: 'new', banner }, 'X'))).rejects.toMatchObject({ statusCode: 403 })
    await expect(marketer.action(swapActions('slot-a', wish('placement-x'), { id: 'banner-none', kind: 'draft' }, 'X'))).rejects.toMatchObject({ statusCode: 409 })
    expect(await stored()).toEqual(before)
  })
})

describe('a stop', () => {
  test('writes its one field in what is published and in its draft, whatever else is draft there, and is undone', async () => {
    await lake.client().create({ _id: 'drafts.placement-a', _type: 'placement', title: '改到一半', paused: false })
    const [published, draft] = await readStored(marketer, 'placement-a')
    const { changes, undo } = stopChanges('placement-a', await readStored(marketer, 'placement-a'))
    const at = await writeFields(marketer, changes)
    const paused = await lake.client().getDocuments(['placement-a', 'drafts.placement-a'])
    expect(paused).toEqual([{ ...published, paused: true, _rev: expect.any(String), _updatedAt: at }, { ...draft, paused: true, _rev: expect.any(String), _updatedAt: at }])
    await writeFields(marketer, undo)
    const again = await lake.client().getDocuments(['placement-a', 'drafts.placement-a'])
    expect(again[0]).not.toHaveProperty('paused')
    expect(again[1]).toMatchObject({ paused: false })
  })

  test('of a fallback takes it out of its slot and puts it back', async () => {
    const fallback = { _type: 'reference', _ref: 'banner-a' }
    await lake.client().patch('slot-a').set({ fallback }).commit()
    const { changes, undo } = stopChanges(null, await readStored(marketer, 'slot-a'))
    await writeFields(marketer, changes)
    expect(await lake.client().getDocument('slot-a')).not.toHaveProperty('fallback')
    await writeFields(marketer, undo)
    expect(await lake.client().getDocument('slot-a')).toMatchObject({ fallback })
  })

  test('of what is gone, and by who may not, is refused', async () => {
    await expect(readStored(marketer, 'placement-gone')).rejects.toThrow('它已經不在了')
    await expect(writeFields(editor, stopChanges('placement-a', await readStored(editor, 'placement-a')).changes)).rejects.toMatchObject({ statusCode: 403 })
  })
})
