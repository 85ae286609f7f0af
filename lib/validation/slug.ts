/** A title as a slug that `slugProblem` takes: lower case, a-z, 0-9 and Han kept, accents taken off, everything else one hyphen; at most 96 characters. */
export const toSlug = (title: string): string =>
  title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9\p{Script=Han}]+/gu, '-')
    .slice(0, 96)
    .replace(/^-+|-+$/g, '')

const slugShape = /^[a-z0-9\p{Script=Han}]+(?:-[a-z0-9\p{Script=Han}]+)*$/u

/** `true`, or the zh-TW sentence that says what is wrong with a slug. */
export const slugProblem = (slug: string | undefined): true | string => {
  if (!slug) return '請填網址代稱，或按「產生」由標題帶入'
  if (!slugShape.test(slug)) return '網址代稱只能用小寫英文字母、數字、漢字和連字號「-」，而且不能以連字號開頭、結尾或連續出現'
  return slug.length <= 96 || '網址代稱最多 96 個字'
}

const keyShape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** `true`, or the zh-TW sentence that says what is wrong with a slot's key. */
export const slotKeyProblem = (key: string | undefined): true | string => {
  if (!key) return '請填版位代號，例如 article-top'
  return keyShape.test(key) || '版位代號只能用小寫英文字母、數字和連字號，並以字母開頭，例如 article-top'
}
