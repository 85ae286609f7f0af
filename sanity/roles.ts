import { dueTypes } from '#lib/validation/due.ts'
import type { Roles } from './lake/lake.ts'
import { previewLinkType } from './preview-link.ts'

/** What anyone who works on the publication makes on the way: uploaded files, preview links. No releases: a scheduled one publishes whatever is in it. */
const alongTheWay = ['sanity.imageAsset', 'sanity.fileAsset', 'sanity.previewUrlSecret', previewLinkType]

/** Documents that let in anyone who brings what is in them: they end with the person who made them. */
export const passTypes: readonly string[] = [previewLinkType]

/** A role writes its types, and what may be due for the documents of those types. */
const writes = (...types: string[]) =>
  `_type in ${JSON.stringify([...types, ...alongTheWay])} || (_type == "dueWork" && documentType in ${JSON.stringify(types.filter((type) => dueTypes.includes(type)))})`

/**
 * Who may write what, beside administrator (everything) and viewer (no content). Everybody reads everything.
 * An editor places slots in articles; which banner stands there, and since when, is marketing's to say: neither can undo the other's work.
 */
export const roles: Roles = {
  editor: {
    title: '編輯',
    description: '寫文章、連結清單、分類、作者和網站設定，也上傳圖片；在文章裡放版位。不能改橫幅、版位和檔期。',
    writes: writes('article', 'linkList', 'category', 'author', 'siteSettings'),
  },
  marketer: {
    title: '行銷',
    description: '寫橫幅、版位和檔期，也上傳圖片。不能改文章。',
    writes: writes('banner', 'slot', 'placement'),
  },
}

/** Whether somebody with these roles may write documents of a type: a role that is not one of ours may, but a viewer. To decide what is offered; the lake decides what is done. */
export const mayWriteIn = (names: readonly { name: string }[], type: string): boolean =>
  names.length === 0 ||
  names.some(({ name }) =>
    name in roles ? (roles[name]?.writes?.includes(JSON.stringify(type)) ?? false) : name !== 'viewer',
  )
