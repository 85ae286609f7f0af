import type { Inspected } from './inspect.ts'
import type { UploadOptions } from './upload-options.ts'

export type AssetPlace = { projectId: string; dataset: string; base: string }

type Stored = { sha1: string; size: number; extension: string; mimeType: string; uploadId: string }

/** The document of an uploaded image, as Sanity writes it. */
export function imageDocument(stored: Stored, image: Inspected, place: AssetPlace, options: UploadOptions) {
  const { width, height } = image
  return {
    _id: `image-${stored.sha1}-${width}x${height}-${stored.extension}`,
    _type: 'sanity.imageAsset',
    ...common(
      stored,
      `images/${place.projectId}/${place.dataset}/${stored.sha1}-${width}x${height}.${stored.extension}`,
      place,
      options,
    ),
    metadata: {
      _type: 'sanity.imageMetadata',
      dimensions: { _type: 'sanity.imageDimensions', width, height, aspectRatio: width / height },
      hasAlpha: image.hasAlpha,
      isOpaque: image.isOpaque,
      ...image.metadata,
    },
  }
}

/** The document of any other uploaded file. */
export function fileDocument(stored: Stored, place: AssetPlace, options: UploadOptions) {
  return {
    _id: `file-${stored.sha1}-${stored.extension}`,
    _type: 'sanity.fileAsset',
    ...common(stored, `files/${place.projectId}/${place.dataset}/${stored.sha1}.${stored.extension}`, place, options),
  }
}

function common(stored: Stored, path: string, place: AssetPlace, options: UploadOptions) {
  const { filename, title, label, description, creditLine, sourceId, sourceName, sourceUrl } = options
  const said = Object.entries({ originalFilename: filename, title, label, description, creditLine })
  return {
    assetId: stored.sha1,
    sha1hash: stored.sha1,
    extension: stored.extension,
    mimeType: stored.mimeType,
    size: stored.size,
    uploadId: stored.uploadId,
    path,
    url: `${place.base}/${path}`,
    ...Object.fromEntries(said.filter(([, value]) => value !== undefined && value !== '')),
    ...(sourceId && sourceName
      ? { source: { id: sourceId, name: sourceName, ...(sourceUrl ? { url: sourceUrl } : {}) } }
      : {}),
  }
}
