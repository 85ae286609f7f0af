/**
 * The bytes of a picture without its metadata: only the blocks that a decoder needs are kept. Pixels, colour profile, transparency and
 * movement stay as they are, at no cost.
 * @returns `null` when the file is not built as its format says; it must be encoded again then.
 */
export function cutMetadata(file: Buffer, format: 'png' | 'gif' | 'webp'): Buffer | null {
  try {
    return { png: cutPng, gif: cutGif, webp: cutWebp }[format](file)
  } catch (error) {
    if (error instanceof RangeError) return null // a length that leads out of the file
    throw error
  }
}

/** Also those of animated PNG. Left out are texts, EXIF, times, and everything that no decoder asks for. */
const pngChunks = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'acTL',
  'fcTL',
  'fdAT',
  'iCCP',
  'sRGB',
  'gAMA',
  'cHRM',
  'cICP',
  'sBIT',
  'bKGD',
  'pHYs',
])

function cutPng(file: Buffer): Buffer | null {
  const kept = [file.subarray(0, 8)]
  let at = 8
  while (at < file.length) {
    const name = file.toString('latin1', at + 4, at + 8)
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length) return null
    if (pngChunks.has(name)) kept.push(file.subarray(at, end))
    at = end
    if (name === 'IEND') return Buffer.concat(kept) // what is hidden behind the end stays behind
  }
  return null
}

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ANIM', 'ANMF', 'ALPH', 'ICCP'])
/** In the first byte of VP8X: there is a chunk with EXIF (8), with XMP (4). */
const withoutExifAndXmp = ~0b1100

function cutWebp(file: Buffer): Buffer | null {
  const kept = [Buffer.from(file.subarray(0, 12))]
  const length = Math.min(file.length, file.readUInt32LE(4) + 8)
  for (let at = 12; at < length;) {
    const name = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > file.length) return null
    if (webpChunks.has(name)) {
      const chunk = Buffer.from(file.subarray(at, end))
      if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & withoutExifAndXmp & 0xff, 8)
      kept.push(chunk)
    }
    at = end
  }
  const bytes = Buffer.concat(kept)
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

const gif = { extension: 0x21, image: 0x2c, end: 0x3b, graphicControl: 0xf9, application: 0xff }

function cutGif(file: Buffer): Buffer | null {
  const tableOf = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + tableOf(file.readUInt8(10))
  const kept = [file.subarray(0, at)]
  const skipBlocks = (from: number): number => {
    let next = from
    while (file.readUInt8(next) !== 0) next += file.readUInt8(next) + 1
    return next + 1
  }
  for (;;) {
    const kind = file.readUInt8(at)
    if (kind === gif.end) return Buffer.concat([...kept, Buffer.from([gif.end])])
    if (kind === gif.image) {
      const end = skipBlocks(at + 10 + tableOf(file.readUInt8(at + 9)) + 1)
      kept.push(file.subarray(at, end))
      at = end
    } else if (kind === gif.extension) {
      const label = file.readUInt8(at + 1)
      const end = skipBlocks(at + 2)
      // The one application that decoders know says how often the film runs.
      const isLoop =
        label === gif.application && /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(file.toString('latin1', at + 3, at + 14))
      if (label === gif.graphicControl || isLoop) kept.push(file.subarray(at, end))
      at = end
    } else return null
  }
}
