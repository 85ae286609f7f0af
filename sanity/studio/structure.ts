import type { StructureBuilder, StructureResolver } from 'sanity/structure'
import { icons } from './icons.ts'

type Ordering = { field: string; direction: 'asc' | 'desc' }

const newest: Ordering = { field: '_updatedAt', direction: 'desc' }

const listOf = (S: StructureBuilder, type: string, title: string, ordering: Ordering) =>
  S.listItem()
    .id(type)
    .title(title)
    .icon(icons[type])
    .schemaType(type)
    .child(S.documentTypeList(type).title(title).defaultOrdering([ordering]))

const onlyOne = (S: StructureBuilder, type: string, title: string) =>
  S.listItem().id(type).title(title).icon(icons[type]).child(S.document().schemaType(type).documentId(type).title(title))

/** What the editor finds on the left: what is worked on daily first, then what changes seldom. */
export const structure: StructureResolver = (S) =>
  S.list()
    .id('root')
    .title('內容')
    .items([
      listOf(S, 'article', '文章', { field: 'publishedAt', direction: 'desc' }),
      listOf(S, 'linkList', '連結清單', newest),
      listOf(S, 'banner', '橫幅', newest),
      listOf(S, 'slot', '版位', { field: 'title', direction: 'asc' }),
      listOf(S, 'placement', '檔期', { field: 'startsAt', direction: 'desc' }),
      S.divider(),
      listOf(S, 'category', '分類', { field: 'order', direction: 'asc' }),
      listOf(S, 'author', '作者', { field: 'name', direction: 'asc' }),
      onlyOne(S, 'siteSettings', '網站設定'),
    ])
