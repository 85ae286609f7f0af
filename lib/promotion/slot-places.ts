/** Keys of the slots that the page of every article draws, whatever its body says. */
export const articleSlotKeys: readonly string[] = [
  'article-top',
  'article-lists-end',
  'article-closing',
  'article-about',
]
/** Keys of the slots that the front page draws. It is about no article and no category. */
export const frontSlotKeys: readonly string[] = ['front-inline']

/** What a page is about, by ids. */
export type PageSubject = { article: string | null; category: string | null }

/** The pages on which a slot stands. */
export type SlotPlaces = { onEveryArticle: boolean; onFront: boolean; inBodies: readonly PageSubject[] }

/** Takes the slot's key, and the articles that have it in their body. */
export const slotPlaces = (key: string | null | undefined, inBodies: readonly PageSubject[]): SlotPlaces => ({
  onEveryArticle: articleSlotKeys.includes(key ?? ''),
  onFront: frontSlotKeys.includes(key ?? ''),
  inBodies,
})

/** Whether the slot stands on no page at all, so that no reader sees what is in it. */
export const standsNowhere = ({ onEveryArticle, onFront, inBodies }: SlotPlaces): boolean =>
  !onEveryArticle && !onFront && inBodies.length === 0

/** Whether there are articles of this category on whose page the slot stands, now or when they are written. */
export const reachesCategory = ({ onEveryArticle, inBodies }: SlotPlaces, category: string): boolean =>
  onEveryArticle || inBodies.some((page) => page.category === category)

/** For which articles and categories something is; an empty list gives no rule. */
export type Targets = {
  onlyArticles: readonly string[]
  notArticles: readonly string[]
  onlyCategories: readonly string[]
  notCategories: readonly string[]
}

/** Whether one of the slot's pages is among those that are meant. Every article may be written yet: there any target is reached. */
export function reachesTargets(
  { onEveryArticle, onFront, inBodies }: SlotPlaces,
  { onlyArticles, notArticles, onlyCategories, notCategories }: Targets,
): boolean {
  const pages = onFront ? [...inBodies, { article: null, category: null }] : inBodies
  return (
    onEveryArticle ||
    pages.some(
      ({ article, category }) =>
        isWithin(article, onlyArticles, notArticles) && isWithin(category, onlyCategories, notCategories),
    )
  )
}

const isWithin = (id: string | null, only: readonly string[], not: readonly string[]): boolean =>
  (only.length === 0 || (id !== null && only.includes(id))) && (id === null || !not.includes(id))

/** The sentence for a slot on no page. */
export const nowhereProblem = '這個版位還沒放在任何頁面，讀者看不到'
/** The sentence for a placement whose targets are on none of its slot's pages. */
export const targetsProblem = '這個版位所在的頁面，沒有一頁屬於所選的文章或分類，讀者永遠看不到'
