import { riskProblem } from './banner.ts'
import { urlProblem } from '../validation/destination.ts'
import { briefProblem } from '../validation/text-width.ts'
import { hasWords } from '../text/words.ts'

/** A banner as it is begun in the dialog of a swap: the least that readers can be shown. */
export type NewBanner = {
  tag: string
  brief: string
  copy: string
  text: string
  url: string
  kind: 'advertisement' | 'sponsored' | 'own'
  sponsor: string
  isFinancial: boolean
  risk: string
  riskBrief: string
}

export const emptyBanner: NewBanner = {
  tag: '',
  brief: '',
  copy: '',
  text: '',
  url: '',
  kind: 'own',
  sponsor: '',
  isFinancial: false,
  risk: '',
  riskBrief: '',
}

/** What keeps it from being published: a zh-TW sentence by field; empty when nothing does. The rules are those of the banner's own form. */
export function newBannerProblems(banner: NewBanner): Partial<Record<keyof NewBanner, string>> {
  const filled = (text: string, sentence: string): true | string => hasWords(text) || sentence
  const rules: Partial<Record<keyof NewBanner, true | string>> = {
    tag: filled(banner.tag, '請填標籤'),
    brief: hasWords(banner.brief) ? briefProblem(banner.brief) : '請填短句',
    text: filled(banner.text, '請填按鈕文字'),
    url: banner.url.trim() ? urlProblem(banner.url.trim()) : '請填網址，沒有目的地的橫幅不會顯示',
    sponsor: filled(banner.sponsor, '請填這則橫幅是誰的'),
    risk: riskProblem(banner.risk, banner.isFinancial),
    riskBrief: riskProblem(banner.riskBrief, banner.isFinancial),
  }
  return Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== true))
}

/** The document of it. What is left empty is left out. Takes its published id; `key` is that of its one call to action. */
export function bannerDocument(
  { tag, brief, copy, text, url, kind, sponsor, isFinancial, risk, riskBrief }: NewBanner,
  _id: string,
  key: string,
) {
  const optional = Object.fromEntries(
    Object.entries({ copy, ...(isFinancial ? { risk, riskBrief } : {}) }).flatMap(([name, words]) =>
      words.trim() ? [[name, words.trim()]] : [],
    ),
  )
  return {
    _id,
    _type: 'banner',
    tag: tag.trim(),
    brief: brief.trim(),
    ...optional,
    isFinancial,
    callsToAction: [
      { _key: key, _type: 'callToAction', text: text.trim(), destination: { _type: 'destination', url: url.trim() } },
    ],
    disclosure: { _type: 'disclosure', kind, sponsor: sponsor.trim() },
  }
}
