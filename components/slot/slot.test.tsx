import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { placement } from '#lib/placement.fixture.ts'
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
    { _id: 'placement-autumn', _rev: '1', startsAt: '2026-11-01T00:00:00.000Z', endsAt: '2026-12-01T00:00:00.000Z', priority: 0, banner: { _ref: 'banner-autumn' } },
  ],
  banners: [testBanner({ _id: 'banner-autumn', tag: '秋' })],
})
const at = (now: string) => placeBanners([slot], [{ id: 'top', slot: 'article-top' }], { ...testContext, now: new Date(now) })
const draw = (now: string) => renderToStaticMarkup(<Slot placed={at(now).at('top')} context={testContext} />)

describe('a slot', () => {
  it('shows the placement that holds, and its own banner otherwise', () => {
    expect(draw('2026-11-24T00:00:00.000Z')).toContain('廣告：秋')
    expect(draw('2026-12-01T00:00:00.000Z')).toContain('廣告：常設')
  })

  it('hands on the end of the placement; the slot\'s own banner has none', () => {
    expect(draw('2026-11-24T00:00:00.000Z')).toContain('data-until="2026-12-01T00:00:00.000Z"')
    expect(draw('2026-12-01T00:00:00.000Z')).not.toContain('data-until')
    expect([at('2026-11-24T00:00:00.000Z').anyEnds, at('2026-12-01T00:00:00.000Z').anyEnds]).toEqual([true, false])
  })

  it('says when what stands in it ends by itself, and of which placement it is', () => {
    expect(at('2026-11-24T00:00:00.000Z').at('top')).toMatchObject({ placementId: 'placement-autumn', endsAt: '2026-12-01T00:00:00.000Z' })
    expect(at('2026-12-01T00:00:00.000Z').at('top')).toMatchObject({ placementId: null, endsAt: null })
  })

  it('has a placement for this article and this platform beside what is for the others', () => {
    const app = placement('app', { banner: 'banner-autumn', platforms: ['ios'], onlyArticles: ['article-here'] })
    const on = (article: string | null) =>
      placeBanners([{ ...slot, placements: [app] }], [{ id: 'top', slot: 'article-top' }], { ...testContext, now: new Date('2026-11-24T00:00:00.000Z') }, { article, category: null })
    expect(on('article-here').alternatives('top').map(({ banner, weights }) => [banner.tag, weights.ios, weights.android])).toEqual([['秋', 1, 0], ['常設', 0, 1]])
    expect(on('article-here').at('top')?.banner.tag).toBe('常設')
    expect(on(null).alternatives('top')).toHaveLength(1)
    expect(on(null).alternatives('nowhere')).toEqual([])
  })

  it('says within which times that stays so', () => {
    expect(at('2026-11-24T00:00:00.000Z').choices).toEqual([{ from: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' }])
  })

  it('in which nothing stands is nothing', () => {
    const empty = placeBanners([{ ...slot, fallback: null, placements: [] }], [{ id: 'top', slot: 'article-top' }], testContext)
    expect(renderToStaticMarkup(<Slot placed={empty.at('top')} context={testContext} />)).toBe('')
    expect(renderToStaticMarkup(<Slot placed={placeBanners([], [], testContext).at('top')} context={testContext} />)).toBe('')
  })
})
