import { hasWords } from '../text/words.ts'

/** An article's source as the Studio hands it to a validator: any part may be missing. */
export type SourceDraft = { name?: string; url?: string; isCanonical?: boolean }

/** Whether an editor has said anything of a source. Emptied fields leave an empty object behind: that is no source, not a broken one. */
export const isSourceBegun = (source: SourceDraft | undefined): boolean =>
  hasWords(source?.name) || hasWords(source?.url) || source?.isCanonical === true
