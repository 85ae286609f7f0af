import { gunzipSync } from 'node:zlib'
import { Parser } from 'htmlparser2'
import sharp from 'sharp'
import { mostPixels } from './picture-limits.ts'

type Cut = { from: number; to: number }

/**
 * The drawing without what its program wrote beside it: comments, `<metadata>`, the elements and attributes of Inkscape, Sodipodi, Illustrator
 * and RDF (file names, authors, places on a disk). Photos inside it lose their metadata too. What is drawn stays as it is.
 * @returns UTF-8.
 */
export async function cleanSvg(file: Buffer): Promise<Buffer> {
  const text = textOf(isGzip(file) ? gunzipSync(file, { maxOutputLength: mostText }) : file)
  return Buffer.from(await withCleanPhotos(without(text, foreignParts(text))))
}

const mostText = 128 * 1024 * 1024
const isGzip = (file: Buffer): boolean => file[0] === 0x1f && file[1] === 0x8b

/** The text without its XML declaration, which names the encoding that it no longer has. */
function textOf(file: Buffer): string {
  const declared = /^[^>]{0,200}?encoding\s*=\s*["']([\w-]+)["']/.exec(file.toString('latin1', 0, 200))?.[1]
  const mark = file.toString('hex', 0, 2)
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : (declared ?? 'utf-8')
  return new TextDecoder(encoding).decode(file).replace(/^\s*<\?xml[^>]*\?>\s*/, '')
}

const foreign = /^(?:inkscape|sodipodi|rdf|cc|dc|xmp\w*|i|x|graph|sketch|serif|adobe|illustrator|figma|krita|bx):/i

function foreignParts(text: string): Cut[] {
  const cuts: Cut[] = []
  let depth = 0
  let begun = 0
  const parser = new Parser(
    {
      onopentag(name) {
        if (depth > 0 || foreign.test(name) || name === 'metadata') {
          if (depth === 0) begun = parser.startIndex
          depth += 1
        }
      },
      onclosetag() {
        if (depth === 0) return
        depth -= 1
        if (depth === 0) cuts.push({ from: begun, to: parser.endIndex + 1 })
      },
      onattribute(name) {
        if (depth === 0 && foreign.test(name)) cuts.push({ from: parser.startIndex, to: parser.endIndex })
      },
      oncomment() {
        if (depth === 0) cuts.push({ from: parser.startIndex, to: parser.endIndex + 1 })
      },
    },
    { xmlMode: true, decodeEntities: false },
  )
  parser.end(text)
  return cuts
}

/** The text without the cuts. One may lie within another: an attribute is told of before its element. */
function without(text: string, cuts: readonly Cut[]): string {
  let kept = ''
  let at = 0
  for (const { from, to } of cuts.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    if (to <= at) continue
    kept += text.slice(at, Math.max(at, from))
    at = to
  }
  return kept + text.slice(at)
}

const photo = /data:image\/(png|jpe?g|webp|gif|avif|tiff);base64,((?:[A-Za-z0-9+/=\s]|&#(?:9|10|13|x[9aAdD]);)+)/g

async function withCleanPhotos(text: string): Promise<string> {
  let clean = ''
  let at = 0
  for (const match of text.matchAll(photo)) {
    const [whole, type = '', base64 = ''] = match
    clean +=
      text.slice(at, match.index) + (await cleanPhoto(type, Buffer.from(base64.replaceAll(/&#\w+;/g, ''), 'base64')))
    at = match.index + whole.length
  }
  return clean + text.slice(at)
}

/** As a data address; an empty one for what is no photo, and so is not shown by any browser. */
async function cleanPhoto(type: string, bytes: Buffer): Promise<string> {
  const isOfTheWeb = type !== 'avif' && type !== 'tiff'
  try {
    const photo = sharp(bytes, { failOn: 'none', limitInputPixels: mostPixels }).autoOrient()
    const { data, info } = await (isOfTheWeb ? photo : photo.png()).toBuffer({ resolveWithObject: true })
    return `data:image/${info.format};base64,${data.toString('base64')}`
  } catch {
    return 'data:,'
  }
}
