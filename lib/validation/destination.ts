import { hasWords } from '../text/words.ts'

/** A destination as the Studio hands it to a validator: any part may be missing or half filled in. */
export type DestinationDraft = {
  reference?: { _ref?: string } | undefined
  page?: string | undefined
  url?: string | undefined
}

/** How many of the three ways to say where a link leads are filled in (0 is 連結待補). */
export const countDestinations = (value: DestinationDraft | undefined): number =>
  [value?.reference?._ref, value?.page, value?.url?.trim()].filter(Boolean).length

/** `true`, or the zh-TW sentence for a destination that names more than one place. */
export const destinationProblem = (value: DestinationDraft | undefined): true | string =>
  countDestinations(value) <= 1 || '只能選一個目的地：站內文件、站內頁面、網址三選一，請清掉其餘的'

/** A rule that says `sentence` while a destination leads nowhere yet (連結待補). */
export const unresolvedProblem =
  (sentence: string) =>
  (value: DestinationDraft | undefined): true | string =>
    countDestinations(value) > 0 || sentence

/** Schemes that a link of ours may have. */
export const linkSchemes = ['https', 'http', 'mailto', 'tel']

/** `true`, or the zh-TW sentence for an address that readers can't be sent to. Empty is not this rule's business. */
export const urlProblem = (value: string | undefined): true | string => {
  if (!value) return true
  if (value !== value.trim()) return '網址前後有空白，請刪除'
  const url = URL.parse(value)
  if (!url || !linkSchemes.includes(url.protocol.slice(0, -1)))
    return '網址要以 https://、http://、mailto: 或 tel: 開頭'
  const onWeb = url.protocol === 'https:' || url.protocol === 'http:'
  if (onWeb && !/^https?:\/\//i.test(value)) return '網址的「https:」後面要有兩條斜線'
  return !(url.username || url.password) || '網址裡不能有帳號或密碼'
}

/** `true`, or the zh-TW sentence for a link that would be drawn without a word. */
export const linkTextProblem = (text: string | undefined, destination: DestinationDraft | undefined): true | string =>
  hasWords(text) || Boolean(destination?.reference?._ref) || '請填文字；只有連到站內文件時可以留空，會用那份文件的標題'
