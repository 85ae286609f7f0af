import { AddIcon } from '@sanity/icons/Add'
import { ClockIcon } from '@sanity/icons/Clock'
import { EditIcon } from '@sanity/icons/Edit'
import { SunIcon } from '@sanity/icons/Sun'
import type { ComponentType } from 'react'
import type { StructureBuilder, StructureResolver, UserComponent } from 'sanity/structure'
import { ComingPane } from './desk/coming-pane.tsx'
import { editedTypes } from './desk/edited-types.ts'
import { MyDraftsPane } from './desk/my-drafts-pane.tsx'
import { NewArticlePane } from './desk/new-article-pane.tsx'
import { OpenLinksSign } from './desk/open-links-sign.tsx'
import { mendableTypes, withOpenLinks } from './desk/open-links.ts'
import { apiVersion } from './api-version.ts'
import { mayWriteIn } from '#sanity/roles.ts'
import { icons } from './icons.ts'
import type { Translate } from './locale/translate.ts'

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
  S.listItem()
    .id(type)
    .title(title)
    .icon(icons[type])
    .child(S.document().schemaType(type).documentId(type).title(title))

/** A list of several types, the last edited first. It takes no intent: a link to a document opens the list of its type. */
const listWhere = (S: StructureBuilder, id: string, title: string, icon: ComponentType, filter: string) =>
  S.listItem()
    .id(id)
    .title(title)
    .icon(icon)
    .child(
      S.documentList()
        .id(id)
        .title(title)
        .apiVersion(apiVersion)
        .filter(`_type in $types && (${filter})`)
        .params({ types: editedTypes })
        .defaultOrdering([newest])
        .menuItems([])
        .initialValueTemplates([])
        .canHandleIntent(() => false),
    )

/** A list of the desk's own; its rows tell the type of what they open. */
const pane = (S: StructureBuilder, id: string, title: string, icon: ComponentType, component: UserComponent) =>
  S.listItem()
    .id(id)
    .title(title)
    .icon(icon)
    .child(
      S.component(component)
        .id(id)
        .title(title)
        .child((documentId, { params }) =>
          S.document()
            .documentId(documentId)
            .schemaType(params?.['type'] ?? ''),
        ),
    )

/** What the editor finds on the left: today's work first, then every kind of document by name, last what changes seldom. */
export const structureIn =
  (translate: Translate): StructureResolver =>
  (S, { currentUser }) =>
    S.list()
      .id('root')
      .title(translate('內容'))
      .items([
        pane(S, 'my-drafts', translate('我的草稿'), EditIcon, MyDraftsPane),
        listWhere(S, 'recent', translate('最近編輯'), ClockIcon, 'true'),
        listWhere(
          S,
          'open-links',
          translate('連結待補'),
          OpenLinksSign,
          withOpenLinks(mendableTypes((type) => mayWriteIn(currentUser?.roles ?? [], type))),
        ),
        pane(S, 'coming', translate('即將上檔與下檔'), SunIcon, ComingPane),
        ...(mayWriteIn(currentUser?.roles ?? [], 'article')
          ? [pane(S, 'new-article', translate('新文章'), AddIcon, NewArticlePane)]
          : []),
        S.divider(),
        listOf(S, 'article', translate('文章'), { field: 'publishedAt', direction: 'desc' }),
        listOf(S, 'linkList', translate('連結清單'), newest),
        listOf(S, 'banner', translate('橫幅'), newest),
        listOf(S, 'slot', translate('版位'), { field: 'title', direction: 'asc' }),
        // What has no end comes first in this order, what has ended last.
        listOf(S, 'placement', translate('檔期'), { field: 'endsAt', direction: 'desc' }),
        S.divider(),
        listOf(S, 'category', translate('分類'), { field: 'order', direction: 'asc' }),
        listOf(S, 'author', translate('作者'), { field: 'name', direction: 'asc' }),
        onlyOne(S, 'siteSettings', translate('網站設定')),
      ])
