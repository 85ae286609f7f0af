/** The stored name of an asset says what it is: `<sha1>-<w>x<h>.<ext>` for images, `<sha1>.<ext>` for files. */
export type AssetName =
  | { kind: 'image'; file: string; documentId: string; sha1: string; width: number; height: number; extension: string }
  | { kind: 'file'; file: string; documentId: string; sha1: string; extension: string }

/** Reads an image's stored name; `null` when it is none. Nothing else can come from it than a name in the assets folder. */
export function imageName(file: string): (AssetName & { kind: 'image' }) | null {
  const match = /^([0-9a-f]{40})-(\d{1,6})x(\d{1,6})\.([a-z0-9]{1,10})$/.exec(file)
  if (!match) return null
  const [, sha1 = '', width = '', height = '', extension = ''] = match
  const documentId = `image-${sha1}-${width}x${height}-${extension}`
  return { kind: 'image', file, documentId, sha1, width: Number(width), height: Number(height), extension }
}

/** Reads a file's stored name; `null` when it is none. */
export function fileName(file: string): (AssetName & { kind: 'file' }) | null {
  const match = /^([0-9a-f]{40})\.([a-z0-9]{1,10})$/.exec(file)
  if (!match) return null
  const [, sha1 = '', extension = ''] = match
  return { kind: 'file', file, documentId: `file-${sha1}-${extension}`, sha1, extension }
}

const types: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  csv: 'text/csv',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  tif: 'image/tiff',
  txt: 'text/plain',
  vtt: 'text/vtt',
  webm: 'video/webm',
  webp: 'image/webp',
  zip: 'application/zip',
}

/** The content type that a stored name is served with. What is not known here is bytes: no browser may run it. */
export function mimeTypeOf(extension: string): string {
  return types[extension] ?? 'application/octet-stream'
}

/** The extension of an uploaded file: from its name, else from its content type, else `bin`. */
export function extensionOf(originalName: string | undefined, contentType: string | undefined): string {
  const named = /\.([A-Za-z0-9]{1,10})$/.exec(originalName ?? '')?.[1]?.toLowerCase()
  if (named) return named
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  return Object.entries(types).find(([, known]) => known === type)?.[0] ?? 'bin'
}
