import { expect, test } from 'vitest'
import { bannerDocument, emptyBanner, newBannerProblems } from './new-banner.ts'

const whole = {
  ...emptyBanner,
  tag: '雙十一',
  brief: '領好禮',
  text: '看看',
  url: ' https://example.com ',
  sponsor: '湖畔',
}

test('every missing part is named in zh-TW; risk only where it is financial', () => {
  expect(Object.keys(newBannerProblems(emptyBanner))).toEqual(['tag', 'brief', 'text', 'url', 'sponsor'])
  expect(newBannerProblems(whole)).toEqual({})
  expect(Object.keys(newBannerProblems({ ...whole, isFinancial: true }))).toEqual(['risk', 'riskBrief'])
  expect(Object.keys(newBannerProblems({ ...whole, url: 'javascript:alert(1)', brief: '湖'.repeat(19) }))).toEqual([
    'brief',
    'url',
  ])
  for (const sentence of Object.values(newBannerProblems(emptyBanner))) expect(sentence).toMatch(/\p{Script=Han}/u)
})

test('the document has what was typed and nothing empty', () => {
  expect(bannerDocument({ ...whole, risk: '只在金融時才寫' }, 'banner-a', 'k')).toEqual({
    _id: 'banner-a',
    _type: 'banner',
    tag: '雙十一',
    brief: '領好禮',
    isFinancial: false,
    callsToAction: [
      {
        _key: 'k',
        _type: 'callToAction',
        text: '看看',
        destination: { _type: 'destination', url: 'https://example.com' },
      },
    ],
    disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
  })
  expect(
    bannerDocument({ ...whole, isFinancial: true, risk: '有風險', riskBrief: '小心', copy: '一句' }, 'banner-a', 'k'),
  ).toMatchObject({ risk: '有風險', riskBrief: '小心', copy: '一句' })
})
