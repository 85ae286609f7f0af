import { readableAddress } from '#lib/links/readable-address.ts'

/** The index pages of this site that a link can lead to, with the words an editor reads. */
export const sitePages = [
  { value: 'front', title: '首頁' },
  { value: 'academy', title: '學院（所有文章）' },
  { value: 'authors', title: '作者列表' },
  { value: 'disclosure', title: '廣告與贊助如何標示' },
]

/** What a preview selects of a destination; `title` is an article's or category's, `name` an author's. */
export type DestinationPreview = Partial<Record<'ref' | 'title' | 'name' | 'page' | 'url', string | undefined>>

/** Where a destination leads, in the editor's words; 連結待補 when it leads nowhere yet. */
export const destinationInWords = ({ ref, title, name, page, url }: DestinationPreview): string => {
  if (title || name) return `→ ${title ?? name}`
  if (ref) return '連結待補（找不到那份文件）'
  if (page) return `→ ${sitePages.find(({ value }) => value === page)?.title ?? page}`
  return url ? `→ ${readableAddress(url)}` : '連結待補'
}

/** The preview selection that `destinationInWords` needs, for a field that holds a destination. */
export const selectDestination = {
  ref: 'destination.reference._ref',
  refTitle: 'destination.reference.title',
  refName: 'destination.reference.name',
  page: 'destination.page',
  url: 'destination.url',
}

/** What a link shows of itself in a list: its own text (else its target's title), and where it leads. */
export const linkPreview = (selected: Record<string, string | undefined>) => {
  const { text, ref, refTitle, refName, page, url } = selected
  return {
    title: text || refTitle || refName || '（未填文字）',
    subtitle: destinationInWords({ ref, title: refTitle, name: refName, page, url }),
  }
}
