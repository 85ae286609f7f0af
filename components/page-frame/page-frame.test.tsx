import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { KEPT_SCRIPT_ID } from '#lib/page/kept-script.ts'
import { parseCacheMetadata, CACHE_METADATA_ID } from '#lib/page/cache-metadata.ts'
import { categoryNameSchema } from '#components/category/category.groq.ts'
import { bannersScript } from '#components/promo-banner/banners.script.generated.ts'
import { testContext } from './page-context.fixture.ts'
import { siteSettingsSchema } from './page-frame.groq.ts'
import { PageFrame } from './page-frame.tsx'

const cacheMetadata = { tags: ['doc:a</script>', 'type:article'], from: '2026-11-24T00:00:00.000Z', until: null }
const frame = {
  settings: null,
  categories: [categoryNameSchema.parse({ _id: 'c', _rev: '1', title: '市場動態', slug: 'market' })],
  authors: 0,
}
const draw = (props: Partial<Parameters<typeof PageFrame>[0]> = {}) =>
  renderToStaticMarkup(
    <PageFrame frame={frame} context={testContext} cacheMetadata={cacheMetadata} {...props}>
      文
    </PageFrame>,
  )

describe('the page frame', () => {
  it("prints its cache metadata, which reads back as it was and can't end its element", () => {
    const found = [
      ...draw().matchAll(new RegExp(`<script type="application/json" id="${CACHE_METADATA_ID}">(.*?)</script>`, 'g')),
    ]
    expect(found).toHaveLength(1)
    expect(parseCacheMetadata(found[0]?.[1] ?? '')).toEqual(cacheMetadata)
  })

  it('prints none for a page that asked nothing', () => {
    expect(draw({ cacheMetadata: null })).not.toContain('<script')
  })

  it('is whole without settings, and offers only pages that exist', () => {
    const html = draw()
    expect(html).toContain('Lakeside')
    expect(html).toMatch(/<header.*<main.*文.*<\/main>.*<footer/s)
    expect(html).not.toContain('/zh-TW/authors')
    expect(draw({ frame: { ...frame, authors: 1 } })).toContain('/zh-TW/authors')
  })

  it('has the dictionary’s name where the settings have none that can be seen', () => {
    for (const title of [null, '', '\u200b']) {
      const settings = siteSettingsSchema.parse({ _id: 'siteSettings', _rev: '1', title })
      expect(draw({ frame: { ...frame, settings } })).toContain('aria-label="Lakeside 湖畔，首頁"')
    }
  })

  it('marks the category that the page stands in', () => {
    expect(draw({ current: { category: 'market' } })).toContain('<a href="/zh-TW/academy/market" aria-current="page">')
  })

  it('carries the one script only where there is something for it to do, ahead of everything that it may choose from', () => {
    expect(draw()).not.toContain(`id="${KEPT_SCRIPT_ID}"`)
    const [, script, after] =
      new RegExp(`^<script id="${KEPT_SCRIPT_ID}">(.*?)</script>(.*)$`, 's').exec(draw({ needsScript: true })) ?? []
    expect(script).toBe(bannersScript)
    expect(after).not.toContain(`id="${KEPT_SCRIPT_ID}"`)
  })

  it('carries no style attribute', () => {
    expect(draw()).not.toContain('style=')
  })
})
