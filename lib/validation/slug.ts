/** How long a slug may be, in UTF-16 code units. */
const longest = 96

/** A title as a slug that `slugProblem` takes: lower case, a-z, 0-9 and Han kept, accents taken off, everything else one hyphen; at most 96 long. */
export const toSlug = (title: string): string =>
  cut(
    title
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9\p{Script=Han}]+/gu, '-')
      .replace(/^-/, ''),
  ).replace(/-$/, '')

/** As many whole characters as a slug has room for: half of one makes no address. */
function cut(text: string): string {
  let kept = ''
  for (const { segment } of new Intl.Segmenter('zh-TW').segment(text.slice(0, 2 * longest))) {
    if (kept.length + segment.length > longest) break
    kept += segment
  }
  return kept
}

const slugShape = /^[a-z0-9\p{Script=Han}]+(?:-[a-z0-9\p{Script=Han}]+)*$/u

/** `true`, or the zh-TW sentence that says what is wrong with a slug. */
export const slugProblem = (slug: string | undefined): true | string => {
  if (!slug) return '請填網址代稱，或按「產生」由標題帶入'
  if (!slugShape.test(slug))
    return '網址代稱只能用小寫英文字母、數字、漢字和連字號「-」，而且不能以連字號開頭、結尾或連續出現'
  return slug.length <= longest || '網址代稱最多 96 個字'
}

/** The same for the slug of a category. */
export const categorySlugProblem = (slug: string | undefined): true | string =>
  slug === 'page' ? '網址代稱不能是 page，文章列表的分頁已經用了它' : slugProblem(slug)

const keyShape = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** `true`, or the zh-TW sentence that says what is wrong with a slot's key. */
export const slotKeyProblem = (key: string | undefined): true | string => {
  if (!key) return '請填版位代號，例如 article-top'
  if (!keyShape.test(key)) return '版位代號只能用小寫英文字母、數字和連字號，並以字母開頭，例如 article-top'
  return key.length <= longest || '版位代號最多 96 個字'
}
