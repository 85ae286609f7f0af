import { hasWords } from '../text/words.ts'

/** A block of the body as the Studio hands it to a validator. */
export type BlockDraft = { _key?: string; _type?: string; style?: string; children?: { text?: string }[] }

const levelOf = (block: BlockDraft): number => Number(/^h([2-4])$/.exec(block.style ?? '')?.[1] ?? 0)
const textOf = (block: BlockDraft): string => (block.children ?? []).map((child) => child.text ?? '').join('')

/** The first heading of the body that is empty or skips a level (an outline read aloud would have a hole), and a zh-TW sentence for it; null when all are in order. */
export const headingFlaw = (body: BlockDraft[] | undefined): { key: string | undefined; sentence: string } | null => {
  let last = 1
  for (const block of body ?? []) {
    const level = levelOf(block)
    if (!level) continue
    if (!hasWords(textOf(block))) return { key: block._key, sentence: '有一個小標題是空的，請填字或刪除' }
    if (level > last + 1)
      return {
        key: block._key,
        sentence: `小標題「${textOf(block)}」跳了一級：標題 ${last} 底下要先用標題 ${last + 1}`,
      }
    last = level
  }
  return null
}

/** `true`, or the sentence of the first heading that is out of order. */
export const headingProblem = (body: BlockDraft[] | undefined): true | string => headingFlaw(body)?.sentence ?? true

/** `true`, or the zh-TW sentence for a tag that is not a BCP 47 language. */
export const languageProblem = (tag: string | undefined): true | string => {
  if (!tag) return '請填語言代碼，例如 en、ja'
  try {
    return Intl.getCanonicalLocales(tag).length === 1 || '語言代碼不正確'
  } catch {
    return '看不懂這個語言代碼，請填 en、ja、zh-CN 這樣的寫法'
  }
}
