import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { testContext } from '#components/page-frame/page-context.fixture.ts'
import { testBanner } from './promo-banner.fixture.ts'
import type { ChoiceInBrowser } from './choice-marks.ts'
import { PromoBanner } from './promo-banner.tsx'

type Place = { nth?: number; endsAt?: string | null; choice?: ChoiceInBrowser | null }
const draw = (
  fields?: Record<string, unknown>,
  slotKey = 'app-download',
  { nth = 1, endsAt = null, choice = null }: Place = {},
) =>
  renderToStaticMarkup(
    <PromoBanner
      banner={testBanner(fields)}
      endsAt={endsAt}
      slotKey={slotKey}
      nth={nth}
      choice={choice}
      context={testContext}
    />,
  )

const picture = { asset: { _id: 'image-abc-480x360-png' }, decorative: true }
const away = { url: 'https://www.btcc.com/zh-TW' }

beforeAll(() => {
  vi.stubEnv('SANITY_PROJECT_ID', 'lakeside')
  vi.stubEnv('LAKESIDE_URL', 'https://lakeside.example')
  vi.stubEnv('LAKESIDE_IMAGES', '/lake')
  return () => vi.unstubAllEnvs()
})

describe('the form of a banner', () => {
  it.each([
    ['slim', 'article-top', { copy: '文', image: picture }],
    ['wide', 'app-download', {}],
    ['pic', 'app-download', { image: picture }],
  ])('is %s in %s', (form, slotKey, fields) => {
    expect(draw(fields, slotKey)).toContain(`class="box ${form}"`)
  })

  it('is a plain card with copy and no picture', () => {
    expect(draw({ copy: '文' })).toContain('class="box"')
  })

  it('shows no picture in the slim form', () => {
    expect(draw({ image: picture }, 'article-top')).not.toContain('<img')
    expect(draw({ image: picture })).toContain('<img')
  })

  it('keeps the tag of the wide form in its name alone', () => {
    const html = draw()
    expect(html).toContain('aria-label="廣告：新手專享"')
    expect(html).not.toContain('<strong>')
  })
})

describe('what a banner says of itself', () => {
  it.each([
    ['advertisement', '廣告'],
    ['sponsored', '贊助'],
    ['own', '自家優惠'],
  ])('%s: %s and whose it is, first of all', (kind, word) => {
    expect(draw({ disclosure: { kind, sponsor: '某公司' } })).toMatch(
      new RegExp(`^<aside[^>]*><div[^>]*><p[^>]*><b>${word}</b>某公司</p>`),
    )
  })

  it('says which showing it is from the second on', () => {
    expect(draw({}, 'app-download', { nth: 1 })).toContain('aria-label="廣告：新手專享"')
    expect(draw({}, 'app-download', { nth: 2 })).toContain('aria-label="廣告：新手專享（第 2 次出現）"')
  })

  it('has no heading', () => {
    expect(draw({ copy: '文', points: ['一', '二'] })).not.toMatch(/<h[1-6]/)
  })

  it('shows the risk text last, its short form in the slim form', () => {
    const fields = { isFinancial: true, risk: '可能損失全部本金。', riskBrief: '有虧損風險' }
    expect(draw(fields)).toMatch(/可能損失全部本金。<\/p><\/div><\/aside>$/)
    expect(draw(fields, 'article-top')).toContain('有虧損風險')
    expect(draw(fields, 'article-top')).not.toContain('可能損失全部本金')
  })
})

describe('the end of its placement', () => {
  it('stands on the element, and only where there is one', () => {
    expect(draw({}, 'app-download', { endsAt: '2026-12-01T00:00:00.000Z' })).toMatch(
      /^<aside [^>]*data-until="2026-12-01T00:00:00.000Z"/,
    )
    expect(draw()).not.toContain('data-until')
  })
})

describe('among alternatives', () => {
  const choice = {
    spot: 's3',
    isLast: false,
    rank: 1,
    seed: 4_000_000_000,
    perDay: null,
    weights: { android: 2, ios: 0, desktop: 2, unknown: 0 },
  }
  const marksOf = (html: string) =>
    [...(/^<aside([^>]*)>/.exec(html)?.[1] ?? '').matchAll(/ (hidden|data-[a-z-]+)="([^"]*)"/g)].map(
      ([, name, value]) => `${name}=${value}`,
    )

  it('tells the browser by what to choose, and is hidden where readers without script get another one', () => {
    expect(marksOf(draw({}, 'app-download', { choice }))).toEqual([
      'hidden=',
      'data-spot=s3',
      'data-rank=1',
      'data-seed=4000000000',
      'data-android=2',
      'data-desktop=2',
    ])
    const last = { ...choice, isLast: true, perDay: 3, weights: { android: 1, ios: 1, desktop: 1, unknown: 1 } }
    expect(marksOf(draw({}, 'app-download', { choice: last }))).toEqual([
      'data-spot=s3',
      'data-last=',
      'data-rank=1',
      'data-seed=4000000000',
      'data-per-day=3',
      'data-seen=.1u5hvr4.',
      'data-android=1',
      'data-ios=1',
      'data-desktop=1',
    ])
    expect(marksOf(draw())).toEqual([])
  })

  it('can be closed where it says so, by a button with a name; what was closed are its words', () => {
    const html = draw({ dismissible: true })
    expect(html).toMatch(/<button class="close" type="button" aria-label="關閉廣告：新手專享"><\/button><\/aside>$/)
    const copyOf = (fields: object) => /data-copy="(closed-\w+)"/.exec(draw({ dismissible: true, ...fields }))?.[1]
    expect(copyOf({})).toBeDefined()
    expect(copyOf({ risk: '有風險' })).toBe(copyOf({}))
    expect(copyOf({ copy: '改了' })).not.toBe(copyOf({}))
    expect(draw()).not.toMatch(/<button|data-copy/)
  })
})

describe('the end of an offer', () => {
  const fields = { offerEndsAt: '2026-12-31T15:59:00Z', isFinancial: true, risk: '可能損失全部本金。' }
  const end = (day: string) =>
    `<span class="end">優惠至 <time dateTime="2026-12-31T15:59:00.000Z">${day}</time></span></p>`

  it("is told in the publication's zone beside whose offer it is, in the slim form its day below the risk text", () => {
    expect(draw(fields)).toContain(`BTCC　${end('2026 年 12 月 31 日 23:59')}`)
    expect(draw(fields, 'article-top')).toContain(`<p class="risk">可能損失全部本金。${end('2026/12/31')}`)
  })

  it('is told in the slim form also where there is no risk text; none is no trace', () => {
    expect(draw({ offerEndsAt: fields.offerEndsAt }, 'article-top')).toContain(`<p class="risk">${end('2026/12/31')}`)
    expect(draw({}, 'article-top')).not.toContain('class="risk"')
    expect(draw()).not.toContain('優惠至')
  })
})

describe('calls to action', () => {
  it.each(['advertisement', 'sponsored'])('of kind %s are marked as paid for', (kind) => {
    expect(draw({ disclosure: { kind, sponsor: 'BTCC' } })).toContain('rel="sponsored nofollow noopener"')
  })

  it('of our own offer are ordinary links', () => {
    const html = draw({
      disclosure: { kind: 'own', sponsor: '湖畔' },
      callsToAction: [{ _key: 'a', text: '進入學院', destination: { page: 'academy' } }],
    })
    expect(html).toContain('href="/zh-TW/academy"')
    expect(html).not.toContain('rel=')
  })

  it('without a destination are not drawn; a banner with none left is nothing', () => {
    const dead = { _key: 'b', text: '尚無去處' }
    expect(draw({ callsToAction: [dead, { _key: 'a', text: '立即註冊', destination: away }] })).not.toContain(
      '尚無去處',
    )
    expect(draw({ callsToAction: [dead] })).toBe('')
    expect(draw({ callsToAction: [{ _key: 'a', text: '壞', destination: { url: 'javascript:alert(1)' } }] })).toBe('')
  })

  it('are filled, outlined, outlined, text; downloads are equals', () => {
    const four = ['一', '二', '三', '四'].map((text, index) => ({ _key: String(index), text, destination: away }))
    expect([...draw({ callsToAction: four }).matchAll(/<a( class="(\w+)")? href/g)].map((match) => match[2])).toEqual([
      'filled',
      undefined,
      undefined,
      'text',
    ])
    const downloads = [{ ...four[0], platform: 'android' }, { ...four[1], platform: 'ios' }, four[2]]
    expect([...draw({ callsToAction: downloads }).matchAll(/ data-for="(\w+)"/g)].map((match) => match[1])).toEqual([
      'android',
      'ios',
    ])
    expect(
      [...draw({ callsToAction: downloads }).matchAll(/<a( class="(\w+)")? href/g)].map((match) => match[2]),
    ).toEqual(['filled', 'filled', 'text'])
  })
})
