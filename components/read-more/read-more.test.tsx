import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { testContext } from '#components/page-frame/page-context.fixture.ts'
import { readMoreSchema } from './read-more.groq.ts'
import { ReadMore } from './read-more.tsx'

const draw = (fields: object) =>
  renderToStaticMarkup(
    <ReadMore readMore={readMoreSchema.parse({ _type: 'readMore', _key: 'r', ...fields })} context={testContext} />,
  )

it('leads to one other page', () => {
  const reference = {
    _id: 'a',
    _rev: '1',
    _type: 'article',
    title: 'GPT-4來了！',
    slug: 'gpt-4',
    category: 'research-analysis',
  }
  const html = draw({ destination: { reference } })
  expect(html).toContain('延伸閱讀')
  expect(html).toContain('href="/zh-TW/academy/research-analysis/gpt-4"')
  expect(html).toContain('<span class="nb">GPT-4</span>來了！')
})

it('that leads nowhere is a quiet line with the mark', () => {
  const html = draw({ text: '付費版出爐' })
  expect(html).not.toContain('<a')
  expect(html).toContain('class="off"')
  expect(html).toContain('連結待補')
})
