import { hasWords } from '../text/words.ts'

/** A picture as the Studio hands it to a validator: any part may be missing. */
export type PictureDraft = { asset?: { _ref?: string }; alt?: string; decorative?: boolean }

/** `true`, or the zh-TW sentence for a picture that lacks its file. */
export const assetProblem = (picture: PictureDraft | undefined): true | string =>
  !picture || Boolean(picture.asset?._ref) || '請上傳或選一張圖片'

/** `true`, or the zh-TW sentence for a picture that says nothing to readers who can't see it. */
export const altProblem = (alt: string | undefined, decorative: boolean | undefined): true | string =>
  hasWords(alt) || decorative === true || '請填替代文字；純裝飾的圖片請勾選「純裝飾」'
