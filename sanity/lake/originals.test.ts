import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

const bearer = () => ({ authorization: `Bearer ${lake.token}` })
const upload = (
  bytes: Buffer,
  extract?: readonly ('exif' | 'location' | 'palette' | 'thumbhash' | 'lqip' | 'blurhash')[],
) => lake.client().assets.upload('image', bytes, extract ? { extract: [...extract] } : {})

async function get(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const secret = 'SN-4711-secret'
const notes = {
  IFD0: { Make: 'Lake', Artist: secret, ImageDescription: secret },
  IFD2: { DateTimeOriginal: '2026:03:01 07:00:00', FNumber: '28/10', BodySerialNumber: secret },
  IFD3: { GPSLatitude: '25/1 2/1 24/1', GPSLatitudeRef: 'N', GPSLongitude: '121/1 30/1 0/1', GPSLongitudeRef: 'W' },
}
const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:a="a:" a:serial="${secret}"/></rdf:RDF></x:xmpmeta>`

/** Lies on its side, and knows where it was taken, by whom and with what. */
const photo = (): Sharp =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#0a6' } })
    .withExif(notes)
    .withXmp(xmp)

const kinds: readonly [string, (picture: Sharp) => Sharp][] = [
  ['jpeg', (picture) => picture.jpeg()],
  ['png', (picture) => picture.png()],
  ['webp', (picture) => picture.webp()],
  ['heif', (picture) => picture.avif()],
  ['tiff', (picture) => picture.tiff()],
]

/** Where the blocks of a GIF begin, behind its colours. */
const beginOf = (gif: Buffer): number => 13 + 3 * 2 ** ((gif.readUInt8(10) & 7) + 1)
/** A GIF of so many frames that are alike. */
const repeated = (gif: Buffer, times: number): Buffer =>
  Buffer.concat([
    gif.subarray(0, beginOf(gif)),
    ...Array.from({ length: times }, () => gif.subarray(beginOf(gif), -1)),
    gif.subarray(-1),
  ])

describe('what strangers get of an original', () => {
  test.each(kinds)(
    '%s: the picture in its size, without a word of its metadata; a token gets the stored bytes',
    async (format, encoded) => {
      const original = await encoded(photo()).toBuffer()
      expect(original.includes(secret)).toBe(true)
      const { url, sha1hash } = await upload(original)
      for (const query of ['', '?dl=', '?dlRaw=true', '?auto=', '?foo=1', '?w=96', '?dlRaw=true&w=96']) {
        const { answer, bytes } = await get(url + query)
        const found = await sharp(bytes).metadata()
        expect([query, answer.status, found.format, found.width, found.height]).toEqual([
          query,
          200,
          format === 'tiff' && query === '?w=96' ? 'jpeg' : format,
          60,
          40,
        ])
        expect([bytes.includes(secret), found.exif, found.xmp, answer.headers.get('x-sanity-sha1')]).toEqual([
          false,
          undefined,
          undefined,
          null,
        ])
      }
      const { answer, bytes } = await get(`${url}?dlRaw=true`, bearer())
      expect([bytes.equals(original), answer.headers.get('x-sanity-sha1')]).toEqual([true, sha1hash])
      expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
      expect((await get(url, { cookie: await lake.signIn() })).bytes.equals(original)).toBe(true)
    },
  )

  test('an export, which asks for pictures without its token, is given addresses of the originals', async () => {
    const original = await photo()
      .composite([{ input: { create: { width: 5, height: 5, channels: 3, background: '#fff' } } }])
      .jpeg()
      .toBuffer()
    const { _id, url, sha1hash } = await upload(original)
    const lines = (await get(`${lake.base}/v2025-02-19/data/export/production?types=sanity.imageAsset`, bearer())).bytes
      .toString()
      .trim()
      .split('\n')
    const address =
      lines.map((line): { _id: string; url: string } => JSON.parse(line)).find((document) => document._id === _id)
        ?.url ?? ''
    const { answer, bytes } = await get(address)
    expect([bytes.equals(original), answer.headers.get('x-sanity-sha1'), answer.headers.get('cache-control')]).toEqual([
      true,
      sha1hash,
      'private, max-age=31536000, immutable',
    ])
    const other = (await upload(await photo().png().toBuffer())).url
    for (const wrong of [url + '?original=', `${url}?original=${'0'.repeat(64)}`, other + new URL(address).search])
      expect((await get(wrong)).bytes.includes(secret)).toBe(false)
    expect((await lake.client().getDocument(_id))?.['url']).toBe(url)
  })

  test.each(kinds.filter(([format]) => ['jpeg', 'webp', 'tiff'].includes(format)))(
    '%s: one that lies on its side is turned',
    async (_, encoded) => {
      const { url } = await upload(await encoded(photo().withMetadata({ orientation: 6 })).toBuffer())
      const found = await sharp((await get(url)).bytes).metadata()
      expect([found.width, found.height, found.orientation ?? 1]).toEqual([40, 60, 1])
    },
  )

  test('what hides behind the end of a picture, or in a comment, stays behind', async () => {
    const gif = await photo().gif().toBuffer()
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, secret.length]), Buffer.from(secret), Buffer.from([0])])
    const hidden = [
      Buffer.concat([gif.subarray(0, beginOf(gif)), comment, gif.subarray(beginOf(gif)), Buffer.from(secret)]),
      Buffer.concat([await photo().png().toBuffer(), Buffer.from(secret)]),
      Buffer.concat([await photo().jpeg().toBuffer(), Buffer.from(secret)]),
    ]
    for (const original of hidden) {
      const { bytes } = await get((await upload(original)).url)
      expect([bytes.includes(secret), (await sharp(bytes).metadata()).width]).toEqual([false, 60])
    }
  })

  test('an SVG keeps what is drawn, and loses what its program and its photos tell', async () => {
    const inside = (await photo().jpeg().toBuffer()).toString('base64')
    const svg = `<?xml version="1.0" encoding="UTF-8"?><!-- ${secret} --><svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="i" xmlns:rdf="r" viewBox="0 0 40 20" inkscape:export-filename="/home/${secret}/a > b.png"><metadata><rdf:RDF>${secret}</rdf:RDF></metadata><title>湖</title><image width="9" href="data:image/jpeg;base64,${inside}"/><rect width="40" height="20" fill="#0f0"/></svg>`
    const { url } = await upload(Buffer.from(svg))
    const { answer, bytes } = await get(url)
    const text = bytes.toString()
    expect([answer.headers.get('content-type'), text.includes(secret)]).toEqual(['image/svg+xml', false])
    expect(text).toContain('<title>湖</title>')
    const sent = Buffer.from(/base64,([^"]+)/.exec(text)?.[1] ?? '', 'base64')
    expect(await sharp(sent).metadata()).toMatchObject({ format: 'jpeg', width: 60 })
    expect([sent.includes(secret), (await sharp(bytes).metadata()).width]).toEqual([false, 40])
    expect((await get(url, bearer())).bytes.toString()).toBe(svg)
  })

  test('what an editor cropped away is not public, at any address, until it is shown again', async () => {
    const half = { create: { width: 500, height: 500, channels: 3, background: '#00f' } } as const
    const bytes = await sharp({ create: { width: 1000, height: 500, channels: 3, background: '#f00' } })
      .composite([{ input: half, left: 500, top: 0 }])
      .png()
      .toBuffer()
    const { _id, url } = await upload(bytes)
    const image = {
      _type: 'image',
      asset: { _type: 'reference', _ref: _id },
      crop: { left: 0.5, right: 0, top: 0, bottom: 0 },
    }
    const redness = async (query: string, headers = {}) =>
      (
        await sharp((await get(url + query, headers)).bytes)
          .removeAlpha()
          .stats()
      ).channels[0]?.max
    expect(await redness('')).toBe(255)
    await lake.client().createOrReplace({ _id: 'drafts.cropped', _type: 'page', blocks: [{ _key: 'a', image }] })
    expect(await redness('')).toBe(255)
    await lake.client().createOrReplace({ _id: 'cropped', _type: 'page', blocks: [{ _key: 'a', image }] })
    for (const query of ['', '?w=320', '?dlRaw=true', '?rect=400,0,600,500&w=320'])
      expect([query, await redness(query)]).toEqual([query, 0])
    expect((await get(`${url}?rect=0,0,500,500`)).answer.status).toBe(400)
    expect((await get(url)).answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(await redness('', bearer())).toBe(255)
    await lake.client().createOrReplace({ _id: 'whole', _type: 'page', cover: { ...image, crop: undefined } })
    expect(await redness('')).toBe(255)
    await lake.client().delete('whole')
    expect(await redness('')).toBe(0)
    await lake.client().delete('cropped')
    expect(await redness('')).toBe(255)
  })
})

describe('moving pictures', () => {
  const frames = (width: number, height: number, colours: readonly string[]) =>
    Promise.all(
      colours.map((background) =>
        sharp({ create: { width, height, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
  const three = ['#f00', '#0f0', '#00f']
  const film = async (format: 'gif' | 'webp', width = 64, height = 48) => {
    const moving = sharp(await frames(width, height, three), { join: { animated: true } })
    return moving[format]({ delay: [100, 200, 300] }).toBuffer()
  }
  const modern = { accept: 'image/avif,image/webp,*/*' }

  test.each(['gif', 'webp'] as const)(
    '%s: it moves in every shape, in WebP where that is taken, and stands where that was asked for',
    async (format) => {
      const { url } = await upload(await film(format))
      const seen = async (query: string) => {
        const { bytes } = await get(url + query, modern)
        const {
          format,
          pages = 1,
          width,
          pageHeight,
          height,
          delay,
        } = await sharp(bytes, { animated: true }).metadata()
        return [format, pages, `${width}x${pages === 1 ? height : pageHeight}`, ...(pages > 1 ? [delay] : [])]
      }
      const delay = [100, 200, 300]
      expect(await seen('')).toEqual([format, 3, '64x48', delay])
      expect(await seen('?w=96&auto=format')).toEqual(['webp', 3, '64x48', delay])
      expect(await seen('?rect=10,0,32,24&w=96')).toEqual([format, 3, '32x24', delay])
      expect(await seen('?rect=10,0,32,24&w=96&or=90&flip=hv&blur=50&sharp=10&sat=-100&auto=format')).toEqual([
        'webp',
        3,
        '24x32',
        delay,
      ])
      expect(await seen('?w=96&h=96&fit=crop&auto=format')).toEqual(['webp', 3, '48x48', delay])
      expect(await seen('?w=96&h=96&fit=crop&crop=entropy&auto=format')).toEqual(['webp', 3, '48x48', delay])
      expect(await seen('?w=96&h=96&fit=fill&auto=format')).toEqual(['webp', 3, '96x96', delay])
      expect(await seen('?w=96&auto=format&frame=1')).toEqual(['heif', 1, '64x48'])
      expect(await seen('?w=96&fm=jpg')).toEqual(['jpeg', 1, '64x48'])
    },
  )

  test('a turned film shows each frame by itself', async () => {
    const { url } = await upload(await film('gif'))
    const { bytes } = await get(`${url}?or=90&flip=v&blur=100&auto=format`, modern)
    const colours = await Promise.all(
      [0, 1, 2].map(async (page) =>
        (await sharp(bytes, { page }).removeAlpha().stats()).channels.map(({ mean }) => Math.round(mean / 255)),
      ),
    )
    expect(colours).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ])
  })

  test('when all frames together are too much, the first is shown', async () => {
    const large = repeated(
      await sharp({ create: { width: 2000, height: 2000, channels: 3, background: '#f00' } })
        .gif()
        .toBuffer(),
      26,
    )
    const { url } = await upload(large)
    const { bytes } = await get(`${url}?w=96&auto=format`, modern)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 96 })
    expect((await sharp(bytes).metadata()).pages ?? 1).toBe(1)
  })

  test('more frames than anybody looks at are refused, with the number', async () => {
    const one = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#f00' } })
      .gif()
      .toBuffer()
    const many = repeated(one, 2_001)
    await expect(upload(many)).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('2001 frames; 2000 are the most'),
    })
  })
})

describe('what the lake says of a picture', () => {
  test('by default its colours, its blurred stand-in and its hash, and nothing of camera and place', async () => {
    const { metadata } = await upload(await photo().jpeg().toBuffer())
    expect(metadata).toMatchObject({
      blurHash: expect.stringMatching(/^[\w#$%*+,.:;=?@[\]^{|}~-]{20,}$/),
      lqip: expect.stringMatching(/^data:image\/jpeg/),
      palette: {
        _type: 'sanity.imagePalette',
        dominant: {
          _type: 'sanity.imagePaletteSwatch',
          background: expect.stringMatching(/^#[0-9a-f]{6}$/),
          foreground: '#fff',
          title: '#fff',
          population: 100,
        },
      },
    })
    expect(Object.keys(metadata).toSorted()).toEqual([
      '_type',
      'blurHash',
      'dimensions',
      'hasAlpha',
      'isOpaque',
      'lqip',
      'palette',
    ])
  })

  test('camera and place when they are asked for, and then only to who may read documents', async () => {
    const made = await upload(await photo().withMetadata({ orientation: 1 }).webp().toBuffer(), [
      'exif',
      'location',
      'thumbhash',
    ])
    expect(made.metadata).toMatchObject({
      exif: { _type: 'sanity.imageExifMetadata', DateTimeOriginal: '2026-03-01T07:00:00.000Z', FNumber: 2.8 },
      location: { _type: 'geopoint', lat: expect.closeTo(25.04, 5), lng: -121.5 },
      thumbHash: expect.stringMatching(/^[\w+/=]{20,}$/),
    })
    expect(Object.keys(made.metadata)).not.toContain('lqip')
    const address = `${lake.base}/v2025-02-19/data/doc/production/${made._id}`
    expect((await get(address)).answer.status).toBe(401)
  })

  test('nothing at all, and names that are unknown', async () => {
    const bytes = await sharp({ create: { width: 7, height: 7, channels: 3, background: '#123' } })
      .png()
      .toBuffer()
    expect(Object.keys((await upload(bytes, [])).metadata).toSorted()).toEqual([
      '_type',
      'dimensions',
      'hasAlpha',
      'isOpaque',
    ])
    const answer = await fetch(`${lake.base}/v2025-02-19/assets/images/production?meta=palette&meta=nonsense`, {
      method: 'POST',
      headers: bearer(),
      body: new Uint8Array(bytes),
    })
    expect([answer.status, (await answer.json()).message]).toEqual([
      400,
      expect.stringMatching(/"nonsense".*blurhash, lqip, palette, thumbhash, exif, image, location/),
    ])
  })

  test('damaged notes of a camera do not refuse its picture', async () => {
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#321' } })
      .withExif({
        IFD3: {
          GPSLatitude: '25/1 2/0 24/1',
          GPSLatitudeRef: ' ',
          GPSLongitude: '999/1 0/1 0/1',
          GPSLongitudeRef: 'E',
        },
      })
      .jpeg()
      .toBuffer()
    expect((await upload(bytes, ['exif', 'location'])).metadata).not.toHaveProperty('location')
    const broken = Buffer.from(bytes)
    broken.fill(0xff, broken.indexOf('Exif') + 6, broken.indexOf('Exif') + 40)
    expect((await upload(broken, ['exif', 'location'])).metadata).toMatchObject({ dimensions: { width: 9 } })
  })
})
