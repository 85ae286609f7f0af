import { describe, expect, test } from 'vitest'
import { destinationOfOffers } from './facts.ts'
import { isObject, objectsIn, readSample } from './read-sample.ts'
import { byId, hanLength, itemsOf, kindOf, ofType, refOf, textOf, widthOf, wordsOf } from './sample-views.ts'

const { documents, images } = await readSample()
const articles = ofType(documents, 'article')
const banners = ofType(documents, 'banner')
const mainId = 'article-whether-chatgpt-is-open-source-is-controversial'

describe('documents', () => {
  test('there are as many of each type as there should be', () => {
    const types = ['siteSettings', 'category', 'author', 'article', 'linkList', 'banner', 'slot', 'placement']
    expect(types.map((type) => ofType(documents, type).length)).toEqual([1, 4, 2, 20, 4, 6, 7, 1])
    expect(documents).toHaveLength(45)
    expect(
      ofType(documents, 'slot')
        .map((slot) => slot['key'])
        .toSorted(),
    ).toEqual([
      'app-download',
      'article-about',
      'article-closing',
      'article-lists-end',
      'article-opening',
      'article-top',
      'front-inline',
    ])
  })

  test('ids follow type and name', () => {
    const names = documents
      .map((document) => ({
        document,
        name: isObject(document['slug']) ? textOf(document['slug']['current']) : textOf(document['key']),
      }))
      .filter(({ name }) => name !== '')
    expect(names.length).toBeGreaterThan(30)
    expect(names.filter(({ document, name }) => document._id !== `${document._type}-${name}`)).toEqual([])
  })

  test('a key stands once in a whole body, so that marks can only mean one thing', () => {
    for (const article of articles) {
      const keys = objectsIn(article['body'] ?? null).flatMap((value) => value['_key'] ?? [])
      expect(keys.length).toBeGreaterThan(10)
      expect(new Set(keys).size).toBe(keys.length)
    }
  })

  test('every mark of a span is a decorator or stands in its block', () => {
    const blocks = documents.flatMap(objectsIn).filter((value) => value['_type'] === 'block')
    expect(blocks.length).toBeGreaterThan(200)
    const stray = blocks.flatMap((block) => {
      const known = new Set(['strong', 'em', ...itemsOf(block['markDefs']).map((mark) => textOf(mark['_key']))])
      const marks = itemsOf(block['children']).flatMap((span) =>
        Array.isArray(span['marks']) ? span['marks'] : ['no marks'],
      )
      return marks.filter((mark) => !known.has(textOf(mark)))
    })
    expect(stray).toEqual([])
  })

  test('every picture has words or is marked decorative; covers have words', () => {
    const pictures = documents.flatMap(objectsIn).filter((value) => value['_type'] === 'picture')
    expect(pictures.length).toBeGreaterThan(articles.length)
    expect(images.length).toBeGreaterThan(8)
    for (const picture of pictures) expect(textOf(picture['alt']) !== '' || picture['decorative'] === true).toBe(true)
    for (const article of articles) expect(article['cover']).toMatchObject({ alt: expect.stringMatching(/./) })
  })
})

describe('articles', () => {
  test('the others have 400 to 1,000 Han characters and at least two headings', () => {
    const others = articles.filter(({ _id }) => _id !== mainId)
    expect(others).toHaveLength(19)
    const measured = others.map((article) => {
      const blocks = itemsOf(article['body']).filter((part) => part['_type'] === 'block')
      return {
        id: article._id,
        length: hanLength(blocks.map(wordsOf).join('')),
        sections: blocks.filter((block) => block['style'] === 'h2').length,
      }
    })
    expect(measured.filter(({ length, sections }) => length < 400 || length > 1000 || sections < 2)).toEqual([])
  })

  test('each has title, summary, category, authors and a time in February to April 2023, no two the same', () => {
    for (const article of articles) {
      expect(textOf(article['title'])).not.toBe('')
      expect(textOf(article['summary'])).not.toBe('')
      expect(byId(documents, refOf(article['category']))._type).toBe('category')
      expect(itemsOf(article['authors']).map((author) => byId(documents, refOf(author))._type)).toContain('author')
      expect(textOf(article['publishedAt'])).toMatch(/^2023-0[2-4]-\d\dT/)
    }
    expect(new Set(articles.map((article) => article['publishedAt'])).size).toBe(articles.length)
  })

  test('sentences are typed the Taiwanese way', () => {
    const blocks = articles
      .flatMap((article) => itemsOf(article['body']))
      .filter((part) => part['_type'] === 'block' && part['style'] !== 'h2')
    const lines = [...blocks.map(wordsOf), ...articles.map((article) => textOf(article['summary']))]
    expect(lines.length).toBeGreaterThan(200)
    const halfWidth = /[“”‘’]|\p{Script=Han}[,;:!?]|[,;:!?]\p{Script=Han}/u
    const forcedSpace = /\p{Script=Han} [A-Za-z0-9]|[A-Za-z0-9] \p{Script=Han}/u
    const otherTerms = /軟件|代碼|(?<!演)算法|互聯網|信息|視頻|智能|搜索|質量/
    for (const wrong of [halfWidth, forcedSpace, otherTerms])
      expect(lines.filter((line) => wrong.test(line))).toEqual([])
  })
})

describe('banners', () => {
  test('each is complete: brief within 18, both risk texts, disclosure, a note on where it leads', () => {
    expect(banners).toHaveLength(6)
    for (const banner of banners) {
      expect(textOf(banner['tag'])).not.toBe('')
      expect(widthOf(textOf(banner['brief']))).toBeGreaterThan(0)
      expect(widthOf(textOf(banner['brief']))).toBeLessThanOrEqual(18)
      expect(banner['isFinancial']).toBe(true)
      expect(textOf(banner['risk'])).toMatch(/^風險提示：/)
      expect(textOf(banner['riskBrief'])).toMatch(/風險$/)
      expect(banner['disclosure']).toMatchObject({
        kind: banner._id === 'banner-about' ? 'sponsored' : 'advertisement',
        sponsor: 'BTCC',
      })
      expect(textOf(banner['note'])).toContain(destinationOfOffers)
    }
  })

  test('every call to action has words and leads to the only address known', () => {
    const calls = banners.map((banner) => itemsOf(banner['callsToAction']))
    expect(calls.map((each) => each.length).toSorted()).toEqual([1, 1, 1, 1, 2, 3])
    for (const call of calls.flat()) {
      expect(textOf(call['text'])).not.toBe('')
      expect(kindOf(call['destination'])).toBe('url')
      expect(call['destination']).toMatchObject({ url: destinationOfOffers })
    }
    expect(itemsOf(byId(documents, 'banner-app-download')['callsToAction']).map((call) => call['platform'])).toEqual([
      'android',
      'ios',
      undefined,
    ])
  })

  test("figures are the source's", () => {
    const words = (id: string) => JSON.stringify(byId(documents, id))
    expect(words('banner-newcomer')).toContain('17,500 USDT')
    expect(words('banner-deposit')).toContain('註冊 BTCC 贏3500U 豐厚贈金（入金活動）')
    expect(words('banner-app-download')).toContain('台灣用戶專享優惠活動（10,055 USDT 交易大禮包）')
    expect(words('banner-offer')).toMatch(/10 USDT 贈金.*10 USDT 贈金.*10,055 USDT/)
    expect(byId(documents, 'banner-about')['points']).toHaveLength(8)
  })
})
