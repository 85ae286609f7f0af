import { evaluate, parse } from 'groq-js'
import { expect, test } from 'vitest'
import { parseTolerant } from '#lib/page/parts.ts'
import { translateIn } from '../locale/translate.ts'
import { slotNow, slotQuestion } from './slot-now.ts'

const banner = (id: string, tag: string) => ({
  _id: id,
  _rev: 'r',
  _type: 'banner',
  tag,
  isFinancial: false,
  disclosure: { kind: 'own', sponsor: '湖畔' },
  callsToAction: [{ _key: 'a', text: '看看', destination: { url: 'https://www.btcc.com/' } }],
})
const placement = (id: string, fields: object) => ({
  _id: id,
  _rev: 'r',
  _type: 'placement',
  banner: { _ref: 'banner-gift' },
  slot: { _ref: 'slot-a' },
  ...fields,
})
const slot = { _id: 'slot-a', _rev: 'r', _type: 'slot', title: '文中', key: 'app' }

const now = new Date('2026-11-24T02:00:00Z')
const place = { article: 'article-a', category: 'category-a', origin: 'https://lakeside.example' }

const words = async (documents: object[], language = 'zh-TW') => {
  const dataset = [banner('banner-gift', '新手專享'), banner('banner-app', 'App 下載'), ...documents]
  const answer = await (
    await evaluate(parse(slotQuestion.query), { dataset, params: { id: 'slot-a', now: now.toISOString() } })
  ).get()
  const parsed = parseTolerant(slotQuestion.schema, answer)
  if (!parsed.ok || !parsed.data) throw new Error('no slot')
  return slotNow(parsed.data, place, now, translateIn(language))
}

test('the block says which banner stands there now and until when, in the publication’s zone', async () => {
  expect(await words([slot, placement('p', { endsAt: '2026-11-30T16:00:00Z' })])).toBe(
    '現在：「新手專享」，到 2026/12/01 00:00 止',
  )
  expect(await words([slot, placement('p', {})])).toBe('現在：「新手專享」，沒有結束時間')
})

test('it says when nothing or only the fallback stands there, also where the placement is not for this article', async () => {
  expect(await words([slot])).toBe('現在沒有橫幅，讀者看不到這個位置')
  const withFallback = { ...slot, fallback: { _type: 'reference', _ref: 'banner-app' } }
  expect(await words([withFallback, placement('p', { notArticles: [{ _ref: 'article-a' }] })])).toBe(
    '現在：「App 下載」（備用橫幅，沒有檔期時顯示）',
  )
  expect(await words([withFallback, placement('p', {})])).toContain('新手專享')
})

test('a banner that can’t be drawn stands nowhere, and costs nothing else', async () => {
  const broken = { ...banner('banner-gift', '新手專享'), isFinancial: true }
  const withFallback = { ...slot, fallback: { _type: 'reference', _ref: 'banner-app' } }
  expect(
    await words([
      withFallback,
      { ...broken, _id: 'banner-broken' },
      placement('p', { banner: { _ref: 'banner-broken' } }),
    ]),
  ).toContain('App 下載')
})
