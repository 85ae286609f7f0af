import { z } from 'zod'
import { field, reference, type DocumentFinding, type StoredDocument } from '../validation/finding.ts'

const bannerFields = z.object({
  _id: z.string(),
  image: field(z.object({ asset: reference })),
  callsToAction: field(
    z.array(z.object({ _key: field(z.string()), destination: field(z.object({ url: field(z.string()) })) })),
  ),
})
const assetFields = z.object({
  mimeType: field(z.string()),
  size: field(z.number()),
  metadata: field(z.object({ hasAlpha: field(z.boolean()), isOpaque: field(z.boolean()) })),
})

/** Bytes: what is larger is hardly ever meant for a banner. */
const heavy = 5_000_000

/** What is wrong with what a banner is made of: links that are not safe, and its picture, by what the asset's document says. */
export function bannerMaterialFindings(
  document: StoredDocument,
  stored: ReadonlyMap<string, StoredDocument>,
): DocumentFinding[] {
  const { _id, image, callsToAction = [] } = bannerFields.parse(document)
  const find = (path: string, message: string): DocumentFinding => ({
    documentId: _id,
    path,
    message,
    level: 'warning',
  })
  const links = callsToAction.flatMap(({ _key, destination }, index) =>
    /^\s*http:/i.test(destination?.url ?? '')
      ? [
          find(
            `callsToAction[${_key ? `_key=="${_key}"` : index}].destination`,
            '連結是 http://，瀏覽器會警告讀者不安全：請改成 https://',
          ),
        ]
      : [],
  )
  const asset = image?.asset && stored.get(image.asset._ref)
  if (!asset) return links
  const { mimeType, size = 0, metadata } = assetFields.parse(asset)
  return [
    ...links,
    ...(mimeType === 'image/gif' ? [find('image', '圖片是 GIF，會動的話讀者停不下來：請改用不會動的 PNG 或 JPG')] : []),
    ...(size > heavy
      ? [find('image', `圖片有 ${(size / 1_000_000).toFixed(1)} MB，太大了：請先縮小或壓縮再上傳`)]
      : []),
    ...(metadata?.hasAlpha && metadata.isOpaque !== true
      ? [find('image', '圖片有透明的地方，深色模式下深色的字會看不清楚：請加上底色')]
      : []),
  ]
}
