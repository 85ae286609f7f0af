import { z } from 'zod'
import type { Refusal } from '#sanity/lake/assets/picture-refused.ts'
import type { Translate } from '../locale/translate.ts'

/** Why the lake does not take a picture, and what to do. */
export const refusalWords: Readonly<Record<Refusal['reason'], string>> = {
  unknownKind: '這不是可以用的圖片格式。請用 JPG、PNG、WebP、AVIF、GIF、SVG 或 TIFF；iPhone 的 HEIC 請先轉成 JPG。',
  damaged: '這張圖片讀不出來，檔案已經損壞。請用看圖軟體打開、另存新檔，再上傳一次。',
  undrawable: '這個 SVG 畫不出來：內容不正確、巢狀太深，或邊長超過 32,767 像素。請重新匯出，或匯出成 PNG 再上傳。',
  tooManyPixels:
    '這張圖片有 {megapixels} 百萬像素（{width} × {height}），這種格式最多 {most} 百萬像素。請縮小後再上傳。',
  tooManyFrames: '這張動圖有 {frames} 格，最多 {most} 格。請剪短，或改成影片檔。',
  tooSlow: '讀取這張圖片超過 {seconds} 秒。請縮小後再上傳。',
  drawingTooSlow: '畫出這個 SVG 超過 {seconds} 秒。請簡化它（濾鏡、很長的文字、大量路徑），或匯出成 PNG 再上傳。',
  tooMuchMemory: '讀取這張圖片要用太多記憶體。請縮小，或匯出成 PNG 或 JPG 再上傳。',
}

export const otherWords = {
  tooLarge: '檔案太大：圖片最大 128 MB，其他檔案最大 1 GB。請縮小後再上傳。',
  busy: '現在要處理的圖片太多，請過一會兒再上傳。',
  diskFull: '伺服器的磁碟滿了，檔案沒有存下來。請告訴管理員。',
}

const failure = z.object({
  statusCode: z.number(),
  response: z.object({ body: z.object({ error: z.looseObject({ reason: z.string().optional() }) }) }),
})

/**
 * Takes what an upload failed with.
 * @returns the reason in the person's language, or null when the lake has said none that we have words for.
 */
export const reasonOf = (error: unknown, translate: Translate): string | null => {
  const { data } = failure.safeParse(error)
  if (!data) return null
  const { reason, ...values } = data.response.body.error
  const words = Object.entries(refusalWords).find(([known]) => known === reason)?.[1]
  if (words !== undefined) return translate(words, numbersOf(values))
  if (data.statusCode === 413) return translate(otherWords.tooLarge)
  if (data.statusCode === 507) return translate(otherWords.diskFull)
  return data.statusCode === 429 || data.statusCode === 503 ? translate(otherWords.busy) : null
}

const numbersOf = (values: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
