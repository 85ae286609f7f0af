import type { StudioLocale } from './translate.ts'

/**
 * The language that this person chose in the Studio's menu; zh-TW until then. Sanity keeps it under this name and tells it only when it has
 * read the schema, which must be written in it.
 */
export const chosenLocale = (storage: Pick<Storage, 'getItem'>, projectId: string, workspace: string): StudioLocale =>
  storage.getItem(`sanity-locale:${projectId}:${workspace}`) === 'en-US' ? 'en-US' : 'zh-TW'
