import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { testContext } from '#components/page-frame/page-context.fixture.ts'
import { linkListSchema } from './link-list.groq.ts'
import { LinkList } from './link-list.tsx'

const target = { _id: 'a', _rev: '1', _type: 'article', title: '目標的標題', slug: 'a', category: 'market' }
const links = [
  { _key: '1', text: '本站的文章', destination: { reference: target } },
  { _key: '2', text: '還沒有去處' },
  { _key: '3', text: '別人的網頁', destination: { url: 'https://other.example/page' } },
  { _key: '4', text: '', destination: { reference: target } },
]

const draw = (fields: object) =>
  renderToStaticMarkup(
    <LinkList
      linkList={linkListSchema.parse({ _id: 'l', _rev: '1', title: '投資：', links, ...fields })}
      headingId="list-1"
      context={testContext}
    />,
  )

describe('a link list', () => {
  it('is a section named by its heading, with every link in order', () => {
    const html = draw({})
    expect(html).toContain('aria-labelledby="list-1"')
    expect(html).toContain('<h2 id="list-1">')
    expect([...html.matchAll(/<li/g)]).toHaveLength(4)
  })

  it('counts only links that lead somewhere', () => {
    expect(draw({})).toContain('3 篇')
    expect(draw({ links: [links[1]] })).not.toContain('篇')
    expect([...draw({}).matchAll(/<li class="on"/g)]).toHaveLength(3)
  })

  it('draws a link that leads nowhere as text with its mark', () => {
    const html = draw({ links: [links[1]] })
    expect(html).not.toContain('<a')
    expect(html).toContain('還沒有去處 <span class="due">連結待補</span>')
  })

  it("shows where another's address leads, and takes the title of a target for a link without words", () => {
    const html = draw({})
    expect(html).toContain(
      '<a class="row away" href="https://other.example/page" rel="noopener">別人的網頁</a><small class="host">other.example</small>',
    )
    expect(html).toContain('>目標的標題</a>')
  })

  it('without a link is nothing', () => {
    expect(draw({ links: [] })).toBe('')
  })
})
