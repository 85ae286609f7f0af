import { describe, expect, test } from 'vitest'
import { headings, linkLists, mainTitle, readMores, speech, wordsInMarks } from './facts.ts'
import { isObject, objectsIn, readSample, type JsonObject } from './read-sample.ts'
import { byId, hanLength, itemsOf, kindOf, ofType, refOf, textOf, wordsOf } from './sample-views.ts'

const { documents } = await readSample()
const articles = ofType(documents, 'article')
const main = byId(documents, 'article-whether-chatgpt-is-open-source-is-controversial')
const body = itemsOf(main['body'])
const lists = itemsOf(main['linkLists']).map((list) => byId(documents, refOf(list)))
const slotOf = (part: JsonObject) => (part['_type'] === 'bodySlot' ? refOf(part['slot']) : '')
const named = (part: JsonObject) =>
  part['_type'] === 'block' ? textOf(part['style']) : slotOf(part) || textOf(part['_type'])
const marksOf = (part: JsonObject, type: string) => itemsOf(part['markDefs']).filter((mark) => mark['_type'] === type)
const linksIn = (part: JsonObject) =>
  marksOf(part, 'inlineLink').map((mark) => ({
    text: itemsOf(part['children'])
      .filter((span) => Array.isArray(span['marks']) && span['marks'].includes(textOf(mark['_key'])))
      .map((span) => textOf(span['text']))
      .join(''),
    kind: kindOf(mark['destination']),
  }))

describe('the main article has the fifteen parts of the source', () => {
  test('1 to 3: a banner above the title, the title, the source', () => {
    const placements = ofType(documents, 'placement').filter(
      (placement) => refOf(placement['slot']) === 'slot-article-top',
    )
    expect(placements.map((placement) => refOf(placement['banner']))).toEqual(['banner-newcomer'])
    expect(placements.map(({ startsAt, endsAt, priority }) => [startsAt, endsAt, priority])).toEqual([
      [undefined, undefined, 0],
    ])
    expect(main['title']).toBe(mainTitle)
    expect(main['source']).toMatchObject({
      url: expect.stringMatching(
        /\/zh-TW\/academy\/research-analysis\/whether-chatgpt-is-open-source-is-controversial$/,
      ),
      isCanonical: true,
    })
    expect([main['publishedAt'], main['updatedAt']].map((time) => textOf(time).slice(0, 10))).toEqual([
      '2023-04-03',
      '2023-04-06',
    ])
  })

  test('4 to 7 and 9: opening, banner, headings, read-mores and the one banner in three places, in order', () => {
    expect(body.slice(0, 5).map(named)).toEqual(['normal', 'normal', 'normal', 'slot-article-opening', 'h2'])
    expect(body.filter((part) => part['style'] === 'h2').map(wordsOf)).toEqual(headings)
    expect(body.filter((part) => part['_type'] === 'readMore').map(wordsOf)).toEqual(readMores)
    const frame = body.map(named).filter((name) => name === 'h2' || name === 'readMore' || name.startsWith('slot-'))
    expect(frame).toEqual([
      'slot-article-opening',
      'h2',
      'readMore',
      'slot-app-download',
      'h2',
      'h2',
      'slot-app-download',
      'h2',
      'readMore',
      'h2',
      'h2',
      'readMore',
      'slot-app-download',
      'h2',
      'readMore',
      'readMore',
      'readMore',
    ])
    expect(refOf(byId(documents, 'slot-app-download')['fallback'])).toBe('banner-app-download')
    expect(refOf(byId(documents, 'slot-article-opening')['fallback'])).toBe('banner-deposit')
  })

  test('8: links inside sentences, and a name in another language', () => {
    expect(body.flatMap(linksIn)).toEqual([
      { text: 'OpenAI', kind: 'reference' },
      { text: 'ChatGPT', kind: 'reference' },
      { text: 'ChatGPT', kind: 'reference' },
      { text: '活躍用戶數就達上億成為史上增長最快的消費應用程式', kind: 'unresolved' },
    ])
    expect(body.flatMap((part) => marksOf(part, 'foreign')).map((mark) => mark['lang'])).toEqual(['en'])
  })

  test('11: four link lists with 7, 4, 4 and 11 links, letter by letter', () => {
    expect(lists.map((list) => [list['title'], itemsOf(list['links']).map(wordsOf)])).toEqual(linkLists)
    expect(lists.map((list) => itemsOf(list['links']).length)).toEqual([7, 4, 4, 11])
  })

  test('10, 12 to 15: quotations, closing banners and the closing sentence', () => {
    expect(body.filter((part) => part['_type'] === 'quotation')).toHaveLength(9)
    const fallback = (slot: string) => refOf(byId(documents, slot)['fallback'])
    expect(['slot-article-lists-end', 'slot-article-closing', 'slot-article-about'].map(fallback)).toEqual([
      'banner-invest',
      'banner-offer',
      'banner-about',
    ])
    expect(itemsOf(main['closing']).flatMap(linksIn)).toEqual([
      { text: 'BTCC 學院', kind: 'page' },
      { text: '資訊', kind: 'unresolved' },
    ])
  })

  test("its length is about the source's, 2,578 Han characters", () => {
    expect(hanLength(body.map(wordsOf).join(''))).toBeGreaterThan(2300)
    expect(hanLength(body.map(wordsOf).join(''))).toBeLessThan(2900)
  })
})

describe('nobody is quoted with words that are not theirs', () => {
  const quotations = articles
    .flatMap((article) => itemsOf(article['body']))
    .filter((part) => part['_type'] === 'quotation')

  test('every line of every quotation stands in the table of facts', () => {
    const pieces = quotations
      .flatMap((part) => wordsOf(part).split('\n'))
      .flatMap((line) => line.split('……'))
      .filter((piece) => piece !== '')
    expect(pieces.length).toBeGreaterThan(speech.length)
    expect(pieces.filter((piece) => !speech.some((said) => said.includes(piece)))).toEqual([])
    for (const part of quotations)
      expect(part).toMatchObject({ attribution: expect.stringMatching(/./), role: expect.stringMatching(/./) })
  })

  test('a quotation carries no marks of its own: the page draws them', () => {
    expect(quotations.filter((part) => /[「」]/.test(wordsOf(part)))).toEqual([])
  })

  test("what stands inside 「」 in the main article is the source's", () => {
    const blocks = body.filter((part) => part['_type'] === 'block' && part['style'] !== 'h2')
    const found = blocks.flatMap((part) => [...wordsOf(part).matchAll(/「([^」]*)」/g)].map((match) => match[1]))
    expect(new Set(found)).toEqual(new Set(wordsInMarks))
  })
})

describe('links', () => {
  const links = lists.flatMap((list) => itemsOf(list['links']))
  const targetOf = (link: JsonObject) => (isObject(link['destination']) ? refOf(link['destination']['reference']) : '')

  test('half of the 26 list links and all read-mores lead to an article of that title', () => {
    const resolved = links.filter((link) => kindOf(link['destination']) === 'reference')
    expect([links.length, resolved.length]).toEqual([26, 13])
    const pointing = articles
      .flatMap((article) => itemsOf(article['body']))
      .filter((part) => part['_type'] === 'readMore')
    expect(pointing.length).toBeGreaterThan(articles.length)
    for (const link of [...resolved, ...pointing]) expect(byId(documents, targetOf(link))['title']).toBe(wordsOf(link))
  })

  test('unresolved links are those without an article', () => {
    const titles = articles.map((article) => article['title'])
    const unresolved = links.filter((link) => kindOf(link['destination']) === 'unresolved')
    expect(unresolved).toHaveLength(13)
    for (const link of unresolved) expect(titles).not.toContain(wordsOf(link))
  })

  test('no list and no read-more sends a reader to the page they are on', () => {
    for (const article of articles) {
      const own = itemsOf(article['linkLists']).flatMap((list) => itemsOf(byId(documents, refOf(list))['links']))
      const targets = [...own, ...itemsOf(article['body']).filter((part) => part['_type'] === 'readMore')].map(targetOf)
      expect(targets).not.toContain(article._id)
    }
  })

  test('every destination is weak, absolute or unresolved; none is #', () => {
    const destinations = documents.flatMap(objectsIn).filter((value) => value['_type'] === 'destination')
    expect(destinations.length).toBeGreaterThan(40)
    const wrong = destinations.filter((destination) => {
      const kind = kindOf(destination)
      const isWeak = isObject(destination['reference']) && destination['reference']['_weak'] === true
      return (
        (kind === 'reference' && !isWeak) || (kind === 'url' && !/^https:\/\/[^#\s]+$/.test(textOf(destination['url'])))
      )
    })
    expect(wrong).toEqual([])
  })
})
