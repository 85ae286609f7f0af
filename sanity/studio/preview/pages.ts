import { z } from 'zod'
import { isPublishedLocale, publishedLocales } from '#lib/settings/locales.ts'
import { bannerPreviewPath, disclosurePath, documentPath, frontPath } from '#lib/links/paths.ts'
import { slotPlaces } from '#lib/promotion/slot-places.ts'
import { publishedId } from '#lib/validation/finding.ts'

/** A page on which a document stands. */
type PageOf = { title: string; href: string }
/** Where a document stands: all of it in words (`{n}` of them is `count`), and some of the pages, the likeliest first. */
export type Standing = { sentence: string; count: number; pages: PageOf[] }

/** So many pages are named; the sentence tells the rest. */
const most = 12

const articles = (filter: string, end = '') =>
  `*[_type == "article" && defined(slug.current) && defined(category->slug.current)${filter}] | order(dateTime(publishedAt) desc, _id asc)${end}{"title": coalesce(title, "（未命名）"), "slug": slug.current, "category": category->slug.current}`

/**
 * Asks where the document `$id` stands, as the drafts have it; `$now` is an ISO instant. Slots are those that a banner may come up in: their
 * own banner, or one of a placement that is not over. One text for every type: a document of another type finds nothing.
 */
export const standingQuery = `{
  "self": *[_id == $id][0]{_id, _type, "title": coalesce(title, name, tag), "slug": slug.current, "category": category->slug.current, key},
  "articles": ${articles(' && references($id) && _id != $id')},
  "slots": *[_type == "slot" && (_id == $id || fallback._ref == $id || _id in *[_type == "placement" && paused != true && coalesce(dateTime(endsAt) > dateTime($now), true) && (_id == $id || banner._ref == $id)].slot._ref)]{
    key,
    "articles": ${articles(' && ^._id in body[_type == "bodySlot"].slot._ref')}
  },
  "latest": ${articles('', `[0...${most}]`)}
}`

/** The listener that says when to ask again: these are what decides. */
export const standingListener =
  '*[_type in ["article", "linkList", "banner", "slot", "placement", "category", "author", "siteSettings"]]'

// A field of the wrong kind counts as missing, so that one document leaves the list of the others whole.
const text = z.string().nullish().catch(null)
const article = z.object({ title: text, slug: text, category: text })

export const standingSchema = z.object({
  self: z.object({ _id: z.string(), _type: z.string(), title: text, slug: text, category: text, key: text }).nullable(),
  articles: z.array(article),
  slots: z.array(z.object({ key: text, articles: z.array(article) })),
  latest: z.array(article),
})

export type StandingAnswer = z.infer<typeof standingSchema>

const locale = publishedLocales[0] ?? 'zh-TW'
/** An article whose slugs make no address stands on no page. */
const pagesOf = (articles: readonly z.infer<typeof article>[]): PageOf[] =>
  articles.flatMap(({ title, ...address }) => {
    const href = documentPath({ _type: 'article', ...address }, locale)
    return href === null ? [] : [{ title: title ?? '（未命名）', href }]
  })
const front: PageOf = { title: '首頁', href: frontPath(locale) }

function unique(pages: readonly PageOf[]): PageOf[] {
  return [...new Map(pages.map((page) => [page.href, page])).values()]
}

/**
 * The pages of a document, with a sentence.
 * @param answer that of `standingQuery`.
 * @param type what the document is to be, where nothing of it is stored yet: what an article still needs is said from the start, since a notice
 * that comes with the first letter would push the field away under the hand.
 * @returns null for what stands on no page of its own kind (files, unknown types).
 */
export function standingOf(answer: StandingAnswer, type?: string): Standing | null {
  const { articles, slots, latest } = answer
  const self =
    answer.self ??
    (isOfOwnPage(type) ? { _id: '', _type: type, title: null, slug: null, category: null, key: null } : null)
  if (self === null) return null
  const { slug, category, title } = self
  const missing = (sentence: string): Standing => ({ sentence, count: 0, pages: [] })
  const own = (_type: 'article' | 'category' | 'author'): Standing => {
    const href = documentPath({ _type, slug, category }, locale)
    return href === null
      ? missing('網址代稱做不成網址，請修改')
      : { sentence: '這份文件有自己的一頁', count: 1, pages: [{ title: title ?? '（未命名）', href }] }
  }
  switch (self._type) {
    case 'article':
      return slug && category ? own('article') : missing('填好分類和網址代稱，就能預覽')
    case 'category':
      return slug ? own('category') : missing('填好網址代稱，就能預覽')
    case 'author':
      return slug ? own('author') : missing('填好網址代稱，就能預覽')
    case 'siteSettings':
      return {
        sentence: '每一頁都用到網站設定',
        count: 2,
        pages: [front, { title: '廣告與贊助如何標示', href: disclosurePath(locale) }],
      }
    case 'linkList':
      return counted(pagesOf(articles))
    case 'banner':
    case 'slot':
    case 'placement': {
      const everywhere = slots.some(({ key }) => slotPlaces(key, []).onEveryArticle)
      const inBodies = slots.flatMap((slot) => pagesOf(slot.articles))
      const onTheFront = slots.some(({ key }) => slotPlaces(key, []).onFront) ? [front] : []
      // Anyone who looks at one banner wants to see it whatever stands above it on the pages.
      const alone =
        self._type === 'banner' ? [{ title: '橫幅預覽', href: bannerPreviewPath(locale, publishedId(self._id)) }] : []
      const pages = unique([...onTheFront, ...inBodies, ...(everywhere ? pagesOf(latest) : [])])
      return everywhere
        ? { sentence: '出現在每一篇文章', count: pages.length, pages: [...alone, ...pages].slice(0, most) }
        : counted(pages, alone)
    }
    default:
      return null
  }
}

const isOfOwnPage = (type: string | undefined): type is 'article' | 'category' | 'author' =>
  type === 'article' || type === 'category' || type === 'author'

/** `before`: pages that show it without standing on the site; they come first and do not count. */
const counted = (pages: readonly PageOf[], before: readonly PageOf[] = []): Standing => ({
  sentence: pages.length === 0 ? '還沒有用在任何一頁' : '用在 {n} 頁',
  count: pages.length,
  pages: [...before, ...pages].slice(0, most),
})

/**
 * Takes what was pasted, and the site's origin.
 * @returns the path of the reader page that it is the address of, with or without `/edit` before it; null for anything else, which is something to
 * search for.
 */
export function pastedPage(pasted: string, origin: string): string | null {
  const trimmed = pasted.trim()
  if (!/^(?:https?:\/)?\/\S+$/.test(trimmed)) return null
  const url = URL.parse(trimmed, origin)
  if (url?.origin !== origin) return null
  const path = url.pathname.replace(/^\/edit(?=\/)/, '')
  return isPublishedLocale(path.split('/')[1] ?? '') ? path : null
}
