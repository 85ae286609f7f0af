import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { placement } from '#lib/promotion/placement.fixture.ts'
import { testContext } from '#components/page-frame/page-context.fixture.ts'
import { testBanner } from '#components/promo-banner/promo-banner.fixture.ts'
import { placeBanners } from './place-banners.ts'
import { slotSchema } from './slot.groq.ts'
import { Slot } from './slot.tsx'

const slot = slotSchema.parse({
  _id: 'slot-top',
  _rev: '1',
  key: 'article-top',
  fallback: testBanner({ _id: 'banner-own', tag: '常設' }),
  placements: [
    {
      _id: 'placement-autumn',
      _rev: '1',
      startsAt: '2026-11-01T00:00:00.000Z',
      endsAt: '2026-12-01T00:00:00.000Z',
      priority: 0,
      banner: { _ref: 'banner-autumn' },
    },
  ],
  banners: [testBanner({ _id: 'banner-autumn', tag: '秋' })],
})
const at = (now: string) =>
  placeBanners([slot], [{ id: 'top', slot: 'article-top' }], { ...testContext, now: new Date(now) })
const draw = (now: string) => renderToStaticMarkup(<Slot placed={at(now).at('top')} context={testContext} />)

describe('a slot', () => {
  it('shows the placement that holds, and its own banner otherwise', () => {
    expect(draw('2026-11-24T00:00:00.000Z')).toContain('廣告：秋')
    expect(draw('2026-12-01T00:00:00.000Z')).toContain('廣告：常設')
  })

  it("hands on the end of the placement; the slot's own banner has none", () => {
    expect(draw('2026-11-24T00:00:00.000Z')).toContain('data-until="2026-12-01T00:00:00.000Z"')
    expect(draw('2026-12-01T00:00:00.000Z')).not.toContain('data-until')
  })

  it('says when what stands in it ends by itself, and of which placement it is', () => {
    expect(at('2026-11-24T00:00:00.000Z').at('top')).toMatchObject([
      { placementId: 'placement-autumn', endsAt: '2026-12-01T00:00:00.000Z', choice: null },
    ])
    expect(at('2026-12-01T00:00:00.000Z').at('top')).toMatchObject([{ placementId: null, endsAt: null, choice: null }])
  })

  it('has the alternatives of other readers beside what those without script get, which is last and not hidden', () => {
    const app = placement('app', { banner: 'banner-autumn', platforms: ['ios'], onlyArticles: ['article-here'] })
    const on = (article: string | null) =>
      placeBanners(
        [{ ...slot, placements: [app] }],
        [{ id: 'top', slot: 'article-top' }],
        { ...testContext, now: new Date('2026-11-24T00:00:00.000Z') },
        { article, category: null },
      )
    expect(
      on('article-here')
        .at('top')
        .map(({ banner, choice }) => [banner.tag, choice?.weights.ios, choice?.weights.android, choice?.isLast]),
    ).toEqual([
      ['秋', 1, 0, false],
      ['常設', 0, 1, true],
    ])
    const html = renderToStaticMarkup(<Slot placed={on('article-here').at('top')} context={testContext} />)
    expect([...html.matchAll(/<aside[^>]*>/g)].map(([tag]) => tag.includes(' hidden=""'))).toEqual([true, false])
    expect(on(null).at('top')).toMatchObject([{ choice: null }])
    expect(on(null).at('nowhere')).toEqual([])
  })

  it('has what comes next beside what may be used up: seen as often as a day allows, or closed', () => {
    const limited = { ...slot, placements: [placement('limited', { banner: 'banner-autumn', perDay: 2 })] }
    const closable = {
      ...slot,
      placements: [],
      fallback: testBanner({ _id: 'banner-own', tag: '常設', dismissible: true }),
    }
    const standing = (content: typeof slot) =>
      placeBanners([content], [{ id: 'top', slot: 'article-top' }], testContext).at('top')
    expect(standing(limited).map(({ banner, choice }) => [banner.tag, choice?.rank, choice?.weights.unknown])).toEqual([
      ['常設', 1, 0],
      ['秋', 0, 1],
    ])
    expect(standing(closable)).toMatchObject([{ banner: { tag: '常設' }, choice: { rank: 0, isLast: true } }])
  })

  it.each([
    [
      'every reader, with a call to action for everybody',
      ['ios', null],
      [],
      { android: '秋', ios: '秋', desktop: '秋', unknown: '秋' },
    ],
    [
      'whom it has a call to action for; the others get what stands behind it',
      ['ios'],
      [],
      { android: '常設', ios: '秋', desktop: '秋', unknown: '秋' },
    ],
    [
      'those of them for whom it is placed',
      ['ios'],
      ['ios', 'android'],
      { android: '常設', ios: '秋', desktop: '常設', unknown: '常設' },
    ],
    [
      'nobody, where these are others than its calls to action are for',
      ['ios'],
      ['android'],
      { android: '常設', ios: '常設', desktop: '常設', unknown: '常設' },
    ],
  ] as const)('has a banner for %s', (_, calls, platforms, expected) => {
    const callsToAction = calls.map((platform, index) => ({
      _key: `${index}`,
      text: '下載',
      platform,
      destination: { url: 'https://a.example' },
    }))
    const content = {
      ...slot,
      placements: [placement('app', { banner: 'banner-autumn', platforms, priority: 9 })],
      banners: new Map([['banner-autumn', testBanner({ _id: 'banner-autumn', tag: '秋', callsToAction })]]),
    }
    const placed = placeBanners([content], [{ id: 'top', slot: 'article-top' }], testContext).at('top')
    const names = (kind: keyof typeof expected) =>
      placed
        .filter(({ choice }) => choice === null || choice.weights[kind] > 0)
        .map(({ banner }) => banner.tag)
        .join('、')
    expect({
      android: names('android'),
      ios: names('ios'),
      desktop: names('desktop'),
      unknown: names('unknown'),
    }).toEqual(expected)
  })

  it('needs the script for an end, a choice or a call to action for a platform, and for nothing else', () => {
    const download = testBanner({
      callsToAction: [{ _key: 'a', text: '下載', platform: 'ios', destination: { url: 'https://a.example' } }],
    })
    const needs = (content: typeof slot, now = '2026-11-24T00:00:00.000Z') =>
      placeBanners([content], [{ id: 'top', slot: 'article-top' }], { ...testContext, now: new Date(now) }).needScript
    expect(needs(slot)).toBe(true)
    expect(needs(slot, '2026-12-01T00:00:00.000Z')).toBe(false)
    expect(needs({ ...slot, placements: [], fallback: download })).toBe(true)
    expect(needs({ ...slot, placements: [placement('app', { banner: 'banner-autumn', platforms: ['ios'] })] })).toBe(
      true,
    )
    expect(needs({ ...slot, placements: [], fallback: null })).toBe(false)
  })

  it('is in a preview what readers without script get, and needs no script there: a page that is drawn again must find what it drew', () => {
    const app = placement('app', { banner: 'banner-autumn', platforms: ['ios'], perDay: 1 })
    const preview = placeBanners([{ ...slot, placements: [app] }], [{ id: 'top', slot: 'article-top' }], {
      ...testContext,
      isPreview: true,
    })
    expect(preview.at('top')).toMatchObject([{ banner: { tag: '常設' }, choice: null }])
    expect(preview.needScript).toBe(false)
  })

  it('says within which times that stays so', () => {
    expect(at('2026-11-24T00:00:00.000Z').choices).toEqual([
      { from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' },
    ])
  })

  it('in which nothing stands is nothing', () => {
    const empty = placeBanners(
      [{ ...slot, fallback: null, placements: [] }],
      [{ id: 'top', slot: 'article-top' }],
      testContext,
    )
    expect(renderToStaticMarkup(<Slot placed={empty.at('top')} context={testContext} />)).toBe('')
    expect(
      renderToStaticMarkup(<Slot placed={placeBanners([], [], testContext).at('top')} context={testContext} />),
    ).toBe('')
  })
})
