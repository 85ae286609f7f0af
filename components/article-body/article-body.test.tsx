import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { bodySections } from '#lib/text/sections.ts'
import { parseTolerant } from '#lib/page/parts.ts'
import { testContext } from '#components/page-frame/page-context.fixture.ts'
import { testBanner } from '#components/promo-banner/promo-banner.fixture.ts'
import { placeBanners } from '#components/slot/place-banners.ts'
import { slotSchema } from '#components/slot/slot.groq.ts'
import { articleSpots } from '#components/article/article-spots.ts'
import { bodySchema, type BodyPart } from './article-body.groq.ts'
import { ArticleBody } from './article-body.tsx'

const block = (key: string, text: string, more: object = {}) => ({
  _type: 'block',
  _key: key,
  style: 'normal',
  markDefs: [],
  children: [{ _type: 'span', _key: `${key}s`, text, marks: [] }],
  ...more,
})
const slot = slotSchema.parse({
  _id: 'slot-app',
  _rev: '1',
  key: 'app-download',
  fallback: testBanner(),
  placements: [],
})

function draw(parts: readonly object[], slots = [slot], hasContents = true): string {
  const parsed = parseTolerant(bodySchema, parts)
  const body: BodyPart[] = parsed.ok ? parsed.data : []
  const { sections, ids } = bodySections(body)
  const banners = placeBanners(slots, articleSpots(body), testContext)
  return renderToStaticMarkup(
    <ArticleBody sections={sections} ids={ids} banners={banners} hasContents={hasContents} context={testContext} />,
  )
}

describe('the body', () => {
  it('leaves out what it does not know; the rest stands', () => {
    const html = draw([
      block('a', '前'),
      { _type: 'hologram', _key: 'x' },
      block('b', '後'),
      block('c', '字', { style: 'shout' }),
    ])
    expect(html).toContain('<p>前</p><p>後</p>')
    expect(html).not.toContain('hologram')
  })

  it('gives headings their anchors, Han ones too', () => {
    const html = draw([
      block('h', '開源是什麼？', { style: 'h2' }),
      block('i', '多一雙眼睛', { style: 'h3' }),
      block('p', '文'),
    ])
    expect(html).toContain('<h2 id="開源是什麼">')
    expect(html).toContain('<h3 id="多一雙眼睛">')
  })

  it('ends a section with the way back, ahead of its closing banner', () => {
    const html = draw([
      block('h', '一', { style: 'h2' }),
      block('p', '文'),
      { _type: 'bodySlot', _key: 's', slot: { _id: 'slot-app' } },
    ])
    expect(html.indexOf('回目錄')).toBeLessThan(html.indexOf('<aside'))
    expect(draw([block('h', '一', { style: 'h2' })], [slot], false)).not.toContain('回目錄')
  })

  it('numbers a banner that is shown again; a slot without a banner leaves no trace', () => {
    const places = ['1', '2', '3'].map((key) => ({ _type: 'bodySlot', _key: key, slot: { _id: 'slot-app' } }))
    const names = [...draw(places).matchAll(/aria-label="([^"]+)"/g)].map((match) => match[1])
    expect(names).toEqual(['廣告：新手專享', '廣告：新手專享（第 2 次出現）', '廣告：新手專享（第 3 次出現）'])
    expect(draw([block('a', '文'), ...places], [])).toBe('<div class="body"><p>文</p></div>')
  })

  it('makes one list of items that follow each other, and keeps marks', () => {
    const item = { listItem: 'bullet', level: 1 }
    const html = draw([
      block('a', '一', item),
      block('b', '二', item),
      block('c', '', {
        markDefs: [
          { _type: 'inlineLink', _key: 'l', destination: { url: 'https://a.example' } },
          { _type: 'inlineLink', _key: 'm' },
          { _type: 'foreign', _key: 'f', lang: 'en' },
        ],
        children: ['l', 'm', 'f', 'strong', 'em'].map((mark) => ({
          _type: 'span',
          _key: mark,
          text: `${mark}字`,
          marks: [mark],
        })),
      }),
    ])
    expect(html).toContain('<ul><li>一</li><li>二</li></ul>')
    expect(html).toContain(
      '<a class="away" href="https://a.example/" rel="noopener">l字</a>m字<span lang="en">f字</span><strong>strong字</strong><em>em字</em>',
    )
  })

  it('has no heading without a word', () => {
    const html = draw([
      block('h', '\u200b', { style: 'h2' }),
      block('i', ' ', { style: 'h3' }),
      block('j', '\u2060', { style: 'h4' }),
      block('p', '文'),
    ])
    expect(html).not.toMatch(/<h\d/)
    expect(html).toContain('<p>文</p>')
  })

  it('without a word says what to do', () => {
    expect(draw([])).toContain('href="/studio"')
  })
})
