import { describe, expect, test } from 'vitest'
import { banner, draft, find, inShort, placement, ref, slots, telling } from './findings.fixture.ts'
import { findingsAsWritten, findingsIn, type StoredDocument } from './findings.ts'

test('nothing is said of what is in order', () => {
  expect(find(banner(), placement('a', { startsAt: '2026-01-01T00:00:00Z', endsAt: '2027-01-01T00:00:00Z' }))).toEqual(
    [],
  )
  expect(find()).toEqual([])
})

test('every finding says in zh-TW what to do', () => {
  const found = findingsIn([...slots, placement('a'), placement('b')], { now: new Date(0), timeZone: 'Asia/Taipei' })
  expect(found).toHaveLength(4)
  for (const { message } of found) expect(message).toMatch(/\p{Script=Han}.*：/u)
})

describe('a document with a draft', () => {
  const call = (destination?: object) => ({
    callsToAction: [{ _type: 'callToAction', _key: 'a', text: '看', ...(destination && { destination }) }],
  })
  const past = { startsAt: '2026-07-02T00:00:00Z', endsAt: '2026-07-01T00:00:00Z' }
  test.each<[string, StoredDocument[], string[]]>([
    [
      'a call to action that only the draft resolves',
      [banner(call()), draft(banner())],
      ['warning banner-a callsToAction[_key=="a"].destination'],
    ],
    [
      'a call to action that only the draft breaks',
      [banner(), draft(banner(call()))],
      ['warning drafts.banner-a callsToAction[_key=="a"].destination'],
    ],
    [
      'a call to action that neither resolves is told once',
      [banner(call()), draft(banner({ ...call(), copy: '新' }))],
      ['warning banner-a callsToAction[_key=="a"].destination'],
    ],
    ['an end before its start', [banner(), placement('a', past), draft(placement('a'))], ['error placement-a endsAt']],
    [
      'an offer that ends first',
      [
        banner({ offerEndsAt: '2026-07-01T00:00:00Z' }),
        placement('a'),
        draft(placement('a', { endsAt: '2026-07-01T00:00:00Z' })),
      ],
      ['warning placement-a endsAt'],
    ],
    [
      'an offer that ends first until the draft of its banner is published',
      [banner({ offerEndsAt: '2026-07-01T00:00:00Z' }), draft(banner()), placement('a')],
      ['warning placement-a endsAt'],
    ],
    [
      'an offer that ends first once the draft of its banner is published',
      [banner(), draft(banner({ offerEndsAt: '2026-07-01T00:00:00Z' })), placement('a')],
      ['warning placement-a endsAt'],
    ],
    [
      'a banner that is still a draft',
      [draft(banner()), placement('a'), draft(placement('a', { title: '新' }))],
      ['error placement-a banner'],
    ],
    [
      'a draft with another banner that is being made',
      [banner(), draft(banner({}, 'banner-b')), placement('a'), draft(placement('a', { banner: ref('banner-b') }))],
      [],
    ],
    [
      'an overlap of what is live',
      [banner(), placement('a'), placement('b'), draft(placement('b', { slot: ref('slot-b') }))],
      ['error placement-b priority', 'warning placement-a priority'],
    ],
    [
      'an overlap that comes with the draft',
      [banner(), placement('a'), placement('b', { slot: ref('slot-b') }), draft(placement('b'))],
      ['error drafts.placement-b priority', 'warning placement-a priority'],
    ],
    [
      'an overlap in both, under a new name, is told once',
      [banner(), placement('a', { title: '舊' }), draft(placement('a', { title: '新' })), placement('b')],
      ['error placement-b priority', 'warning placement-a priority'],
    ],
  ])('%s', (_, documents, expected) => expect(find(...documents)).toEqual(expected))

  test('what its draft mends is said to be of the version that readers see, and not said in its form', () => {
    const say = (...documents: StoredDocument[]) =>
      findingsIn([...slots, banner(), ...documents], telling).map(({ message }) => message)
    expect(say(placement('a', past))).toEqual(['檔期是空的，永遠不會顯示：結束時間要晚於開始時間'])
    expect(say(placement('a', past), draft(placement('a', { ...past, title: '新' })))).toEqual([
      '檔期是空的，永遠不會顯示：結束時間要晚於開始時間',
    ])
    expect(say(placement('a', past), draft(placement('a')))).toEqual([
      '讀者現在看到的版本：檔期是空的，永遠不會顯示：結束時間要晚於開始時間',
    ])
    expect(findingsAsWritten([...slots, banner(), placement('a', past), draft(placement('a'))], telling)).toEqual([])
    expect(
      inShort(findingsAsWritten([...slots, draft(banner()), placement('a'), draft(placement('a'))], telling)),
    ).toEqual(['error drafts.placement-a banner'])
  })
})

test('links without a destination, or to what is not published, are found wherever they stand', () => {
  const link = (_key: string, _type: string, destination?: object) => ({
    _key,
    _type,
    text: '看',
    ...(destination ? { destination } : {}),
  })
  expect(
    find(
      {
        _id: 'article-a',
        _type: 'article',
        body: [
          link('r', 'readMore', { reference: ref('article-gone') }),
          { _key: 'p', _type: 'block', markDefs: [link('m', 'inlineLink')] },
          link('u', 'readMore', { url: 'https://example.com' }),
        ],
      },
      {
        _id: 'linkList-a',
        _type: 'linkList',
        links: [link('1', 'link', { reference: ref('article-a') }), link('2', 'link', {})],
      },
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
  [
    'no disclosure at all',
    { disclosure: undefined },
    ['error banner-a disclosure.kind', 'error banner-a disclosure.sponsor'],
  ],
  ['a sponsor without disclosure', { disclosure: { sponsor: 'BTCC' } }, ['error banner-a disclosure.kind']],
  [
    'disclosure of nobody',
    { disclosure: { kind: 'advertisement', sponsor: ' ' } },
    ['error banner-a disclosure.sponsor'],
  ],
  ['financial without risk', { isFinancial: true }, ['error banner-a risk', 'warning banner-a riskBrief']],
  ['financial with both', { isFinancial: true, risk: '有風險', riskBrief: '小心', copy: '槓桿 100 倍' }, []],
  ['copy that only sounds financial', { copy: '入金送好禮' }, ['warning banner-a isFinancial']],
  [
    'a button that does',
    { callsToAction: [{ _key: 'a', _type: 'callToAction', text: '領 10 USDT', destination: { page: 'front' } }] },
    ['warning banner-a isFinancial'],
  ],
  ['a brief that is too wide', { brief: '湖'.repeat(19) }, ['warning banner-a brief']],
  ['Han of any length', { tag: '湖'.repeat(60), copy: '湖，'.repeat(60), points: ['湖'.repeat(60)] }, []],
  [
    'a word that fits and one that does not',
    { copy: 'a'.repeat(32), points: ['短', 'b'.repeat(33)] },
    ['warning banner-a points[1]'],
  ],
  [
    'a long tag and button',
    {
      tag: 'a'.repeat(29),
      callsToAction: [{ _key: 'a', _type: 'callToAction', text: 'b'.repeat(27), destination: { page: 'front' } }],
    },
    ['warning banner-a tag', 'warning banner-a callsToAction[_key=="a"].text'],
  ],
  ['words with hyphens break', { tag: 'twenty-five-letters-and-more-of-them' }, []],
])('a banner: %s', (_, more, expected) => expect(find(banner(more))).toEqual(expected))

test('a link is told by its words, also one inside a sentence', () => {
  const say = (document: StoredDocument) =>
    findingsIn([document], { now: new Date(0), timeZone: 'Asia/Taipei' }).map(({ message }) => message)
  const span = (text: string, ...marks: string[]) => ({ _type: 'span', text, marks })
  expect(
    say({
      _id: 'a',
      _type: 'article',
      body: [
        {
          _key: 'p',
          _type: 'block',
          markDefs: [{ _key: 'm', _type: 'inlineLink' }],
          children: [span('看'), span('相關', 'm'), span('資訊', 'm', 'strong')],
        },
      ],
    }),
  ).toEqual(['連結待補：「相關資訊」還沒有目的地'])
  expect(
    say({
      _id: 'l',
      _type: 'linkList',
      links: [{ _key: 'a', _type: 'link', destination: { reference: ref('article-gone') } }],
    }),
  ).toEqual(['目的地還沒發布或已經刪除，讀者點不到'])
})

test('pictures without words are found wherever they stand; a decoration may be silent, a cover may not', () => {
  const picture = (more: object = {}) => ({ _type: 'picture', asset: ref('image-a-1x1-png'), ...more })
  expect(
    find({
      _id: 'article-a',
      _type: 'article',
      cover: picture({ decorative: true }),
      body: [
        { ...picture(), _key: 'p' },
        { ...picture({ decorative: true }), _key: 'q' },
        { ...picture({ alt: '湖' }), _key: 'r' },
        { _type: 'picture', _key: 's' },
      ],
    }),
  ).toEqual(['warning article-a cover.alt', 'warning article-a body[_key=="p"].alt'])
})

test('a heading that skips a level is found by its block', () => {
  const heading = (_key: string, style: string) => ({
    _key,
    _type: 'block',
    style,
    children: [{ _type: 'span', text: '小標題' }],
  })
  expect(find({ _id: 'article-a', _type: 'article', body: [heading('a', 'h2'), heading('b', 'h4')] })).toEqual([
    'warning article-a body[_key=="b"]',
  ])
  expect(find({ _id: 'article-a', _type: 'article', body: [heading('a', 'h2'), heading('b', 'h3')] })).toEqual([])
})

test('due work that could not be done is found at its document', () => {
  expect(
    find({ _id: 'due-publish-article-a', _type: 'dueWork', documentId: 'article-a', problem: '少了一份' }),
  ).toEqual(['error article-a '])
  expect(find({ _id: 'due-publish-article-a', _type: 'dueWork', documentId: 'article-a' })).toEqual([])
})
