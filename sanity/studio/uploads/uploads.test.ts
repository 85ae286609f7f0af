import type { AssetSource, AssetSourceUploader, AssetSourceUploadEvent, AssetSourceUploadFile } from 'sanity'
import { expect, test } from 'vitest'
import { english } from '../locale/english.ts'
import { translateIn } from '../locale/translate.ts'
import { otherWords, reasonOf, refusalWords } from './refusal-words.ts'
import { tellingSource } from './telling-uploader.ts'

/** As @sanity/client throws it. */
const failure = (statusCode: number, error: object) =>
  Object.assign(new Error('refused'), { statusCode, response: { statusCode, body: { error, statusCode } } })

test('a refusal is told with its numbers, in both languages', () => {
  const tooMany = failure(400, {
    type: 'pictureRefused',
    description: '',
    reason: 'tooManyPixels',
    width: 20_000,
    height: 20_000,
    megapixels: 400,
    most: 250,
  })
  expect(reasonOf(tooMany, translateIn('zh-TW'))).toBe(
    '這張圖片有 400 百萬像素（20000 × 20000），這種格式最多 250 百萬像素。請縮小後再上傳。',
  )
  expect(reasonOf(tooMany, translateIn('en-US'))).toBe(
    'The picture has 400 million pixels (20000 × 20000); 250 million are the most for its kind. Make it smaller and upload it again.',
  )
  expect(reasonOf(failure(413, { type: 'httpPayloadTooLarge' }), translateIn('zh-TW'))).toContain('128 MB')
  expect(reasonOf(failure(503, { type: 'httpServiceUnavailable' }), translateIn('zh-TW'))).toContain('過一會兒')
})

test('every reason has its English', () => {
  expect(
    [...Object.values(refusalWords), ...Object.values(otherWords), '沒有上傳：{name}'].filter(
      (words) => !english.has(words),
    ),
  ).toEqual([])
})

test.each([undefined, null, 'text', new Error('offline'), failure(500, { type: 'internalServerError' })])(
  'what has no words of ours keeps the Studio’s: %s',
  (error) => {
    expect(reasonOf(error, translateIn('zh-TW'))).toBeNull()
  },
)

/** An uploader whose events the test sends. */
class Uploader implements AssetSourceUploader {
  static send: (event: AssetSourceUploadEvent) => void = () => {}
  upload = () => []
  abort = () => {}
  getFiles = () => []
  reset = () => {}
  updateFile = () => {}
  subscribe(subscriber: (event: AssetSourceUploadEvent) => void) {
    Uploader.send = subscriber
    return () => {}
  }
}

test('a failure that was told is told once, and kept from the Studio; the others go on to it', () => {
  const [mine, theirs] = ['a.svg', 'b.png'].map((name): AssetSourceUploadFile => ({
    id: name,
    file: new File([], name),
    progress: 0,
    status: 'error',
  }))
  if (!mine || !theirs) throw new Error('no files')
  const told: string[] = []
  const heard: AssetSourceUploadEvent[] = []
  const source: AssetSource = { name: 'test', component: () => null, Uploader }
  const telling = tellingSource(source, ({ file }) => file.name.endsWith('.svg') && told.push(file.name) > 0)
  const uploader = telling.Uploader && new telling.Uploader()
  uploader?.subscribe((event) => heard.push(event))
  Uploader.send({ type: 'error', files: [mine] })
  Uploader.send({ type: 'error', files: [mine, theirs] })
  Uploader.send({ type: 'all-complete', files: [mine, theirs] })
  expect(told).toEqual(['a.svg'])
  expect(heard).toEqual([
    { type: 'error', files: [theirs] },
    { type: 'all-complete', files: [mine, theirs] },
  ])
})
