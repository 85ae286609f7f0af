import type { SanityClient } from '@sanity/client'

/** The documents that are edited, and the field of each that its pages show. The number of the edit stands in it as a mark, in one word without a hyphen, which pages would wrap in an element of its own. */
const documents = {
  article: {
    id: 'article-whether-chatgpt-is-open-source-is-controversial',
    field: 'title',
    words: 'GPT-4為何不開源？',
  },
  linkList: { id: 'linkList-chatgpt-more', field: 'title', words: '更多資訊' },
  banner: { id: 'banner-deposit', field: 'tag', words: '入金優惠' },
  category: { id: 'category-research-analysis', field: 'title', words: '研究分析' },
  settings: { id: 'siteSettings', field: 'legal', words: '本站文章僅供資訊參考。' },
} as const

export type Edited = keyof typeof documents
export const edited: readonly Edited[] = ['article', 'linkList', 'banner', 'category', 'settings']

/** Publishes edit number `number` of a document and resolves with what the editor hears: it is durable. */
export async function publish(editor: SanityClient, kind: Edited, number: number): Promise<void> {
  const { id, field, words } = documents[kind]
  await editor
    .patch(id)
    .set({ [field]: `${words}（${kind}${number}）` })
    .commit()
}

/** The least number with which a page shows each document; one place on a page with older words is enough. */
export function marksIn(text: string): ReadonlyMap<Edited, number> {
  const marks = new Map<Edited, number>()
  for (const kind of edited) {
    const numbers = [...text.matchAll(new RegExp(`（${kind}(\\d+)）`, 'g'))].map(([, number]) => Number(number))
    if (numbers.length > 0) marks.set(kind, Math.min(...numbers))
  }
  return marks
}

/** Of the documents that a page shows, those whose words on it are older than `floor` or missing. */
export function olderThan(
  floor: ReadonlyMap<Edited, number>,
  marks: ReadonlyMap<Edited, number>,
  shown: readonly Edited[],
): Edited[] {
  return shown.filter((kind) => (marks.get(kind) ?? -1) < (floor.get(kind) ?? 0))
}
