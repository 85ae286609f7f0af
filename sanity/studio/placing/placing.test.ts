import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { placement } from '#lib/promotion/placement.fixture.ts'
import { bannerDocument, emptyBanner } from '#lib/promotion/new-banner.ts'
import { bannerSchema } from '#components/promo-banner/promo-banner.groq.ts'
import { openTestLake, type TestLake } from '#sanity/lake/testing.ts'
import { roles } from '#sanity/roles.ts'
import { translateIn } from '../locale/translate.ts'
import { coversInWords } from './covers.ts'
import { planIn, publishSwap, type Swap } from './publish-swap.ts'
import { askChoices, askOutlook, askSlot } from './slot-question.ts'
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

const wish = (id: string) => ({
  ...placement(id),
  priority: 3,
  endsAt: '2030-01-01T00:00:00.000Z',
  platforms: ['ios' as const],
  onlyCategories: ['category-x'],
})
const banner = {
  ...emptyBanner,
  tag: '雙十一',
  brief: '領好禮',
  text: '看看',
  url: 'https://example.com',
  sponsor: '湖畔',
}
const stored = () => lake.client().fetch<string[]>('*[_type in ["banner", "placement"]]._id | order(@ asc)')

describe('a swap', () => {
  test('is one transaction, within a marketer’s rights', async () => {
    await marketer.action(swapActions('slot-a', wish('placement-a'), { id: 'banner-a', kind: 'new', banner }, '雙十一'))
    const [shown, placed] = await lake.client().getDocuments(['banner-a', 'placement-a'])
    expect(shown).toMatchObject({ _type: 'banner', tag: '雙十一' })
    expect(placed).toMatchObject({
      title: '雙十一',
      banner: { _ref: 'banner-a' },
      slot: { _ref: 'slot-a' },
      priority: 3,
      endsAt: '2030-01-01T00:00:00.000Z',
      platforms: ['ios'],
      onlyCategories: [{ _ref: 'category-x', _weak: true }],
    })
    expect(placed?._rev).toBe(shown?._rev)
    expect(placed).not.toHaveProperty('startsAt')
    expect(await stored()).toEqual(['banner-a', 'placement-a'])
  })

  test('publishes a banner that was a draft, and leaves the draft of a published one alone', async () => {
    await lake.client().create({ _id: 'drafts.banner-b', _type: 'banner', tag: 'B' })
    await lake.client().create({ _id: 'drafts.banner-a', _type: 'banner', tag: '還沒好' })
    await marketer.action(swapActions('slot-a', placement('placement-b'), { id: 'banner-b', kind: 'draft' }, 'B'))
    await marketer.action(swapActions('slot-a', placement('placement-c'), { id: 'banner-a', kind: 'published' }, 'A'))
    expect(await stored()).toEqual([
      'banner-a',
      'banner-b',
      'drafts.banner-a',
      'placement-a',
      'placement-b',
      'placement-c',
    ])
  })

  test('is refused whole to an editor, and when its banner can’t be published', async () => {
    const before = await stored()
    await expect(
      editor.action(swapActions('slot-a', wish('placement-x'), { id: 'banner-x', kind: 'new', banner }, 'X')),
    ).rejects.toMatchObject({ statusCode: 403 })
    await expect(
      marketer.action(swapActions('slot-a', wish('placement-x'), { id: 'banner-none', kind: 'draft' }, 'X')),
    ).rejects.toMatchObject({ statusCode: 409 })
    expect(await stored()).toEqual(before)
  })
})

describe('a swap that is published', () => {
  const shown = bannerSchema.parse({ _rev: '', ...bannerDocument(banner, 'banner-s', 'action') })
  const now = () => new Date()
  const plan = async (slotId: string, placementId: string) => {
    const [{ slot }, choices] = await Promise.all([askSlot(marketer, slotId, now()), askChoices(marketer, slotId)])
    if (!slot) throw new Error('no slot')
    const swap: Swap = {
      slotId,
      slotTitle: '版位',
      placementId,
      banner: { id: 'banner-s', kind: 'published' },
      shown,
      wish: { startsAt: null, endsAt: null, platforms: [], onlyCategories: [] },
    }
    return { swap, plan: planIn(slot, choices, swap, now()) }
  }
  const placed = (more: object) =>
    lake.client().create({
      _type: 'placement',
      banner: { _type: 'reference', _ref: 'banner-s' },
      slot: { _type: 'reference', _ref: 'slot-top' },
      priority: 3,
      ...more,
    })
  const priorityOf = (id: string) => lake.client().fetch<number>('*[_id == $id][0].priority', { id })
  beforeAll(async () => {
    await lake.client().create({ ...bannerDocument(banner, 'banner-s', 'action'), _type: 'banner' })
    await lake.client().create({ _id: 'slot-top', _type: 'slot', key: 'article-top' })
    await lake.client().create({ _id: 'slot-bar', _type: 'slot', key: 'site-bar' })
    await lake.client().create({ _id: 'slot-front', _type: 'slot', key: 'front-inline' })
  })

  test('never shares its priority with that of a colleague who presses at the same moment', async () => {
    const two = await Promise.all(['placement-1', 'placement-2'].map((id) => plan('slot-top', id)))
    const outcomes = await Promise.all(two.map(({ swap, plan: told }) => publishSwap(marketer, swap, told)))
    const priorities = await Promise.all(['placement-1', 'placement-2'].map(priorityOf))
    expect(outcomes.some(({ kind }) => kind === 'published')).toBe(true)
    expect(new Set(priorities).size).toBe(2)
  })

  test('is planned again with what is there at that moment', async () => {
    const { swap, plan: told } = await plan('slot-top', 'placement-3')
    await placed({ _id: 'placement-between', priority: 20 })
    const outcome = await publishSwap(marketer, swap, told)
    expect(outcome).toMatchObject({ kind: 'published', outlook: { now: [{ placementId: 'placement-3' }] } })
    expect(await priorityOf('placement-3')).toBe(21)
  })

  test('writes nothing when it would cover what the person was not told of', async () => {
    const { swap, plan: told } = await plan('slot-top', 'placement-4')
    await placed({
      _id: 'placement-paid',
      priority: 90,
      startsAt: '2199-12-03T00:00:00.000Z',
      endsAt: '2199-12-05T00:00:00.000Z',
    })
    expect(await publishSwap(marketer, swap, told)).toMatchObject({ kind: 'changed' })
    expect(await lake.client().getDocument('placement-4')).toBeFalsy()
    const again = await plan('slot-top', 'placement-4')
    expect(again.plan.covers).toEqual([
      { id: 'placement-paid', startsAt: '2199-12-03T00:00:00.000Z', endsAt: '2199-12-05T00:00:00.000Z', whole: true },
    ])
    expect(coversInWords(again.plan.covers, () => '已付費客戶', translateIn('zh-TW'))).toBe(
      '這樣會蓋掉已經排定的檔期：「已付費客戶」（2199/12/03 08:00 起，到 2199/12/05 08:00 止，讀者再也看不到）。',
    )
    expect(await publishSwap(marketer, again.swap, again.plan)).toMatchObject({ kind: 'published' })
    // A second press after a lost answer makes nothing twice.
    expect(await publishSwap(marketer, again.swap, again.plan)).toMatchObject({
      kind: 'published',
      outlook: { now: [{ placementId: 'placement-4' }] },
    })
  })

  test('is refused in a slot that stands on no page, and for categories that its pages have not', async () => {
    const nowhere = await plan('slot-bar', 'placement-5')
    await expect(publishSwap(marketer, nowhere.swap, nowhere.plan)).rejects.toThrow(
      '這個版位還沒放在任何頁面，讀者看不到',
    )
    const front = await plan('slot-front', 'placement-6')
    await expect(
      publishSwap(
        marketer,
        { ...front.swap, wish: { ...front.swap.wish, onlyCategories: ['category-x'] } },
        front.plan,
      ),
    ).rejects.toThrow('讀者永遠看不到')
    expect(await lake.client().fetch('count(*[_id in ["placement-5", "placement-6"]])')).toBe(0)
    expect((await askOutlook(marketer, 'slot-bar', now())).now).toEqual([])
    expect(await publishSwap(marketer, front.swap, front.plan)).toMatchObject({ kind: 'published' })
  })
})

describe('a stop', () => {
  test('writes its one field in what is published and in its draft, whatever else is draft there, and is undone', async () => {
    await lake.client().create({ _id: 'drafts.placement-a', _type: 'placement', title: '改到一半', paused: false })
    const [published, draft] = await readStored(marketer, 'placement-a')
    const { changes, undo } = stopChanges('placement-a', await readStored(marketer, 'placement-a'))
    const at = await writeFields(marketer, changes)
    const paused = await lake.client().getDocuments(['placement-a', 'drafts.placement-a'])
    expect(paused).toEqual([
      { ...published, paused: true, _rev: expect.any(String), _updatedAt: at },
      { ...draft, paused: true, _rev: expect.any(String), _updatedAt: at },
    ])
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
    await expect(
      writeFields(editor, stopChanges('placement-a', await readStored(editor, 'placement-a')).changes),
    ).rejects.toMatchObject({ statusCode: 403 })
  })
})
