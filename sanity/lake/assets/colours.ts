import { DefaultGenerator, DefaultOpts } from '@vibrant/generator-default'
import { MMCQ } from '@vibrant/quantizer-mmcq'
import { encode as encodeBlurHash } from 'blurhash'
import { rgbaToThumbHash } from 'thumbhash'
import type { Extract } from './upload-options.ts'

/** Red, green, blue, alpha; at most 100 pixels each way. */
export type Pixels = { data: Uint8Array; width: number; height: number }

type Swatch = {
  _type: 'sanity.imagePaletteSwatch'
  background: string
  foreground: string
  title: string
  population: number
}
type Name = 'dominant' | 'vibrant' | 'lightVibrant' | 'darkVibrant' | 'muted' | 'lightMuted' | 'darkMuted'
export type Palette = { _type: 'sanity.imagePalette' } & Partial<Record<Name, Swatch>>

/** What the colours of a picture say about it, by the names of Sanity's asset documents. */
export async function describeColours(
  pixels: Pixels,
  extract: readonly Extract[],
): Promise<{ blurHash?: string; thumbHash?: string; palette?: Palette }> {
  const palette = extract.includes('palette') ? await paletteOf(pixels) : undefined
  return {
    ...(extract.includes('blurhash') && { blurHash: blurHashOf(pixels) }),
    ...(extract.includes('thumbhash') && {
      thumbHash: Buffer.from(rgbaToThumbHash(pixels.width, pixels.height, pixels.data)).toString('base64'),
    }),
    ...(palette && { palette }),
  }
}

function blurHashOf({ data, width, height }: Pixels): string {
  const isUpright = height > width
  return encodeBlurHash(Uint8ClampedArray.from(data), width, height, isUpright ? 3 : 4, isUpright ? 4 : 3)
}

/** Nothing for a picture in which there is nothing to see. */
async function paletteOf({ data }: Pixels): Promise<Palette | undefined> {
  const visible = Uint8ClampedArray.from(data).filter((_, at) => (data[at - (at % 4) + 3] ?? 0) >= 125)
  if (visible.length === 0) return undefined
  const swatches = MMCQ(visible, { colorCount: 64 })
  const total = swatches.reduce((sum, { population }) => sum + population, 0)
  type Found = (typeof swatches)[number]
  const swatch = (found: Found): Swatch => ({
    _type: 'sanity.imagePaletteSwatch',
    background: found.hex,
    foreground: found.bodyTextColor,
    title: found.titleTextColor,
    population: Math.round((found.population / total) * 10_000) / 100,
  })
  const [dominant] = swatches.toSorted((a, b) => b.population - a.population)
  const found = await DefaultGenerator(swatches, DefaultOpts)
  const named = {
    dominant,
    vibrant: found['Vibrant'],
    lightVibrant: found['LightVibrant'],
    darkVibrant: found['DarkVibrant'],
    muted: found['Muted'],
    lightMuted: found['LightMuted'],
    darkMuted: found['DarkMuted'],
  }
  return {
    _type: 'sanity.imagePalette',
    ...Object.fromEntries(Object.entries(named).flatMap(([name, each]) => (each ? [[name, swatch(each)]] : []))),
  }
}
