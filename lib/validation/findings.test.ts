import { describe, expect, test } from 'vitest'
import { findingsIn, type StoredDocument } from './findings.ts'

const ref = (_ref: string) => ({ _type: 'reference', _ref })
const banner = (more: object = {}, _id = 'banner-a'): StoredDocument => ({ _id, _type: 'banner', disclosure: { kind: 'own', sponsor: '湖畔' }, callsToAction: [{ _type: 'callToAction', _key: 'a', text: '看', destination: { page: 'front' } }], ...more })
const placement = (name: string, more: object = {}): StoredDocument => ({ _id: `placement-${name}`, _type: 'placement', banner: ref('banner-a'), slot: ref('slot-a'), priority: 0, ...more })
const slots: StoredDocument[] = ['slot-a', 'slot-b'].map((_id) => ({ _id, _type: 'slot' }))
const find = (...documents: StoredDocument[]) =>
  findingsIn([...slots, ...documents], { now: new Date('2026-06-01T00:00:00Z'), timeZone: 'Asia/Taipei' }).map(({ documentId, path, level }) => `${level} ${documentId} ${path}`)

test('nothing is said of what is in order', () => {
  expect(find(banner(), placement('a', { startsAt: '2026-01-01T00:00:00Z', endsAt: '2027-01-01T00:00:00Z' }))).toEqual([])
  expect(find()).toEqual([])
})

test('every finding says in zh-TW what to do', () => {
  const found = findingsIn([...slots, placement('a'), placement('b')], { now: new Date(0), timeZone: 'Asia/Taipei' })
  expect(found).toHaveLength(3)
  for (const { message } of found) expect(message).toMatch(/\p{Script=Han}.*：/u)
})

test.each<[string, StoredDocument[], string[]]>([
  ['an empty period', [banner(), placement('a', { startsAt: '2026-07-02T00:00:00Z', endsAt: '2026-07-01T00:00:00Z' })], ['error placement-a endsAt']],
  ['a draft that starts in the past', [banner(), { ...placement('a', { startsAt: '2026-01-01T00:00:00Z' }), _id: 'drafts.placement-a' }], ['warning drafts.placement-a startsAt']],
  ['a draft that was published with that start', [banner(), placement('a', { startsAt: '2026-01-01T00:00:00Z' }), { ...placement('a', { startsAt: '2026-01-01T00:00:00Z' }), _id: 'drafts.placement-a' }], []],
  ['a draft that has ended', [banner(), { ...placement('a', { endsAt: '2026-01-01T00:00:00Z' }), _id: 'drafts.placement-a' }], ['warning drafts.placement-a endsAt']],
  ['a published placement of a draft', [banner({}, 'drafts.banner-a'), placement('a')], ['error placement-a banner']],
  ['a placement of nothing', [placement('a')], ['error placement-a banner']],
  ['a placement in no slot', [banner(), placement('a', { slot: ref('slot-gone') })], ['error placement-a slot']],
  ['a placement in a draft', [banner(), placement('a', { slot: ref('slot-c') }), { _id: 'drafts.slot-c', _type: 'slot' }], ['error placement-a slot']],
  ['a draft of a draft is still being made', [banner({}, 'drafts.banner-a'), { ...placement('a'), _id: 'drafts.placement-a' }], []],
  ['an offer that ends first', [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a', { endsAt: '2026-07-02T00:00:00Z' })], ['warning placement-a endsAt']],
  ['an offer that ends, a placement that does not', [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a')], ['warning placement-a endsAt']],
  ['an offer that ends with its placement', [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), placement('a', { endsAt: '2026-07-01T08:00:00+08:00' })], []],
])('%s', (_, documents, expected) => expect(find(...documents)).toEqual(expected))

describe('two placements of one priority in one slot', () => {
  const both = (a: object, b: object) => find(banner(), placement('a', a), placement('b', b))
  test.each<[string, object, object, string[]]>([
    ['always', {}, {}, ['warning placement-b priority']],
    ['the one that starts first is hidden', { startsAt: '2026-01-01T00:00:00Z' }, { startsAt: '2026-02-01T00:00:00Z' }, ['warning placement-a priority']],
    ['one after the other', { endsAt: '2026-07-01T00:00:00Z' }, { startsAt: '2026-07-01T00:00:00Z' }, []],
    ['of other priorities', { priority: 1 }, {}, []],
    ['in other slots', { slot: ref('slot-b') }, {}, []],
    ['one paused', { paused: true }, {}, []],
    ['one shares by weight', { weight: 1 }, {}, []],
    ['on other platforms', { platforms: ['ios'] }, { platforms: ['android'] }, []],
    ['in other categories', { onlyCategories: [ref('c')] }, { onlyCategories: [ref('d')] }, []],
    ['at other hours', { hoursTo: '12:00' }, { hoursFrom: '12:00' }, []],
    ['at hours that meet', { hoursTo: '12:00' }, { hoursFrom: '11:00', days: ['sun'] }, ['warning placement-b priority']],
    ['at hours that meet over midnight', { hoursFrom: '22:00', hoursTo: '02:00', days: ['sun'] }, { hoursFrom: '01:00', hoursTo: '03:00', days: ['mon'] }, ['warning placement-b priority']],
    ['on other days', { days: ['mon'] }, { days: ['tue'] }, []],
  ])('%s', (_, a, b, expected) => expect(both(a, b)).toEqual(expected))
})

test('links without a destination, or to what is not published, are found wherever they stand', () => {
  const link = (_key: string, _type: string, destination?: object) => ({ _key, _type, text: '看', ...(destination ? { destination } : {}) })
  expect(
    find(
      { _id: 'article-a', _type: 'article', body: [link('r', 'readMore', { reference: ref('article-gone') }), { _key: 'p', _type: 'block', markDefs: [link('m', 'inlineLink')] }, link('u', 'readMore', { url: 'https://example.com' })] },
      { _id: 'linkList-a', _type: 'linkList', links: [link('1', 'link', { reference: ref('article-a') }), link('2', 'link', {})] },
      { _id: 'drafts.article-b', _type: 'article', body: [link('r', 'readMore', { reference: ref('article-b') })] },
    ),
  ).toEqual([
    'warning article-a body[_key=="r"].destination',
    'warning article-a body[_key=="p"].markDefs[_key=="m"].destination',
    'warning linkList-a links[_key=="2"].destination',
    'warning drafts.article-b body[_key=="r"].destination',
  ])
})

test.each<[string, object, string[]]>([
  ['no disclosure at all', { disclosure: undefined }, ['error banner-a disclosure.kind', 'error banner-a disclosure.sponsor']],
  ['a sponsor without disclosure', { disclosure: { sponsor: 'BTCC' } }, ['error banner-a disclosure.kind']],
  ['disclosure of nobody', { disclosure: { kind: 'advertisement', sponsor: ' ' } }, ['error banner-a disclosure.sponsor']],
  ['financial without risk', { isFinancial: true }, ['error banner-a risk', 'warning banner-a riskBrief']],
  ['financial with both', { isFinancial: true, risk: '有風險', riskBrief: '小心', copy: '槓桿 100 倍' }, []],
  ['copy that only sounds financial', { copy: '入金送好禮' }, ['warning banner-a isFinancial']],
  ['a button that does', { callsToAction: [{ _key: 'a', _type: 'callToAction', text: '領 10 USDT', destination: { page: 'front' } }] }, ['warning banner-a isFinancial']],
  ['a brief that is too wide', { brief: '湖'.repeat(19) }, ['warning banner-a brief']],
  ['Han of any length', { tag: '湖'.repeat(60), copy: '湖，'.repeat(60), points: ['湖'.repeat(60)] }, []],
  ['a word that fits and one that does not', { copy: 'a'.repeat(32), points: ['短', 'b'.repeat(33)] }, ['warning banner-a points[1]']],
  ['a long tag and button', { tag: 'a'.repeat(29), callsToAction: [{ _key: 'a', _type: 'callToAction', text: 'b'.repeat(27), destination: { page: 'front' } }] }, ['warning banner-a tag', 'warning banner-a callsToAction[_key=="a"].text']],
  ['words with hyphens break', { tag: 'twenty-five-letters-and-more-of-them' }, []],
])('a banner: %s', (_, more, expected) => expect(find(banner(more))).toEqual(expected))

test('a link is told by its words, also one inside a sentence', () => {
  const say = (document: StoredDocument) => findingsIn([document], { now: new Date(0), timeZone: 'Asia/Taipei' }).map(({ message }) => message)
  const span = (text: string, ...marks: string[]) => ({ _type: 'span', text, marks })
  expect(say({ _id: 'a', _type: 'article', body: [{ _key: 'p', _type: 'block', markDefs: [{ _key: 'm', _type: 'inlineLink' }], children: [span('看'), span('相關', 'm'), span('資訊', 'm', 'strong')] }] })).toEqual(['連結待補：「相關資訊」還沒有目的地'])
  expect(say({ _id: 'l', _type: 'linkList', links: [{ _key: 'a', _type: 'link', destination: { reference: ref('article-gone') } }] })).toEqual(['目的地還沒發布或已經刪除，讀者點不到'])
})

test('pictures without words are found wherever they stand; a decoration may be silent, a cover may not', () => {
  const picture = (more: object = {}) => ({ _type: 'picture', asset: ref('image-a-1x1-png'), ...more })
  expect(
    find({ _id: 'article-a', _type: 'article', cover: picture({ decorative: true }), body: [{ ...picture(), _key: 'p' }, { ...picture({ decorative: true }), _key: 'q' }, { ...picture({ alt: '湖' }), _key: 'r' }, { _type: 'picture', _key: 's' }] }),
  ).toEqual(['warning article-a cover.alt', 'warning article-a body[_key=="p"].alt'])
})

test('a heading that skips a level is found by its block', () => {
  const heading = (_key: string, style: string) => ({ _key, _type: 'block', style, children: [{ _type: 'span', text: '小標題' }] })
  expect(find({ _id: 'article-a', _type: 'article', body: [heading('a', 'h2'), heading('b', 'h4')] })).toEqual(['warning article-a body[_key=="b"]'])
  expect(find({ _id: 'article-a', _type: 'article', body: [heading('a', 'h2'), heading('b', 'h3')] })).toEqual([])
})

test('due work that could not be done is found at its document', () => {
  expect(find({ _id: 'due-publish-article-a', _type: 'dueWork', documentId: 'article-a', problem: '少了一份' })).toEqual(['error article-a '])
  expect(find({ _id: 'due-publish-article-a', _type: 'dueWork', documentId: 'article-a' })).toEqual([])
})
