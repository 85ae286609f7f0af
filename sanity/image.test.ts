import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseImageParams } from './lake/assets/image-params.ts'
import { planImage } from './lake/assets/image-plan.ts'
import { croppedSize, imageSource, imageWidths, pictureAlt, sharedImage } from './image.ts'

const place = { SANITY_PROJECT_ID: 'lakeside', SANITY_DATASET: 'production', LAKESIDE_IMAGES: '/lake' }
const picture = (size: string, more: object = {}) => ({
  asset: { _id: `image-abc-${size}-png` },
  crop: null,
  hotspot: null,
  alt: ' 湖 ',
  decorative: null,
  caption: null,
  credit: null,
  ...more,
})
const file = '/lake/images/lakeside/production/abc-1200x800.png'

test('a picture in its own shape: listed widths only, none wider than it is', () => {
  const source = imageSource(picture('1200x800'), { widest: 1600 }, place)
  expect(source).toMatchObject({ src: `${file}?w=1040&auto=format`, width: 1040, height: 693, alt: '湖' })
  const widths = [...source.srcSet.matchAll(/ (\d+)w/g)].map(([, width]) => Number(width))
  expect(widths).toEqual([96, 192, 320, 480, 640, 800, 1040])
  expect(widths.every((width) => imageWidths.some((listed) => listed === width))).toBe(true)
  expect(imageSource(picture('1200x800'), { widest: 480 }, place).width).toBe(480)
  expect(imageSource(picture('50x50'), { widest: 480 }, place)).toMatchObject({
    width: 50,
    height: 50,
    srcSet: expect.stringMatching(/^\S+ 50w$/),
  })
})

test('a picture cut to a shape, around its hotspot', () => {
  const { src, width, height } = imageSource(
    picture('1200x800', { hotspot: { x: 0.9, y: 0.5, width: 0.1, height: 0.1 } }),
    { widest: 480, ratio: 1 },
    place,
  )
  expect([width, height]).toEqual([480, 480])
  expect(src).toBe(`${file}?rect=400,0,800,800&w=480&h=480&fit=crop&auto=format`)
})

test('an editor’s crop counts as the picture', () => {
  const cropped = picture('1200x800', { crop: { top: 0, bottom: 0.5, left: 0.25, right: 0.25 } })
  expect(croppedSize(cropped)).toEqual({ width: 600, height: 400 })
  expect(imageSource(cropped, { widest: 2000 }, place)).toMatchObject({
    src: `${file}?rect=300,0,600,400&w=480&auto=format`,
    width: 480,
    height: 320,
  })
})

test('the shared picture is a jpg of the usual shape', () => {
  expect(sharedImage(picture('1200x800'), place)).toEqual({
    url: `${file}?rect=0,85,1200,630&w=1200&h=630&fm=jpg`,
    width: 1200,
    height: 630,
    alt: '湖',
  })
  expect(sharedImage(picture('1200x800'), { ...place, LAKESIDE_IMAGES: 'https://cdn.sanity.io' }).url).toMatch(
    /^https:\/\/cdn\.sanity\.io\/images\/lakeside\/production\//,
  )
})

test('a decorative picture says nothing', () => {
  expect([pictureAlt(picture('1x1', { decorative: true })), pictureAlt(picture('1x1', { alt: null }))]).toEqual([
    '',
    '',
  ])
})

/** What the embedded lake sends a stranger for an address of a picture of this size. */
function sent(url: string, [width, height]: readonly [number, number]): { width: number; height: number } {
  const plan = planImage(
    parseImageParams(new URL(url, 'https://l.example').searchParams),
    { width, height, format: 'png', moves: false },
    { isStranger: true, accept: '', shown: null },
  )
  if (plan === null) throw new Error('the original itself')
  return { width: plan.width, height: plan.height }
}

const side = fc.integer({ min: 1, max: 5000 })
/** At most 0.45 on each side, as the Studio writes it: any double. */
const cut = fc.double({ min: 0, max: 0.45, noNaN: true })
const place01 = fc.double({ min: 0, max: 1, noNaN: true })
const drawn = fc.record({
  size: fc.oneof(
    fc.tuple(side, side),
    fc.constantFrom(
      [800, 450] as const,
      [500, 900] as const,
      [100, 50] as const,
      [1, 1] as const,
      [5000, 1] as const,
      [2000, 4001] as const,
    ),
  ),
  crop: fc.option(fc.record({ top: cut, bottom: cut, left: cut, right: cut })),
  hotspot: fc.option(fc.record({ x: place01, y: place01, width: place01, height: place01 })),
})

test('the sizes that are told are those that are sent, of small pictures and of cropped ones too', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.constantFrom(96, 480, 1280, 2000),
      fc.constantFrom(undefined, 1, 3 / 2),
      ({ size, ...rest }, widest, ratio) => {
        const shown = picture(size.join('x'), rest)
        const { url, ...told } = sharedImage(shown, place)
        expect(sent(url, size)).toEqual({ width: told.width, height: told.height })
        const source = imageSource(shown, ratio === undefined ? { widest } : { widest, ratio }, place)
        expect(sent(source.src, size)).toEqual({ width: source.width, height: source.height })
        for (const each of source.srcSet.split(', ')) {
          const [address = '', width] = each.split(' ')
          expect(`${sent(address, size).width}w`).toBe(width)
        }
      },
    ),
    { numRuns: 300 },
  )
})
