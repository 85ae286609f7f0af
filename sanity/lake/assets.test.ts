import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

/** A picture of two halves, red on the left and blue on the right. */
function halves(width: number, height: number): Sharp {
  const right = { create: { width: Math.floor(width / 2), height, channels: 3, background: '#00f' } } as const
  return sharp({ create: { width, height, channels: 3, background: '#f00' } }).composite([
    { input: right, left: Math.ceil(width / 2), top: 0 },
  ])
}

const onHere = (url: string) => lake.origin + new URL(url).pathname
const bearer = () => ({ authorization: `Bearer ${lake.token}` })

async function picture(url: string, headers: Record<string, string> = {}) {
  const answer = await fetch(url, { headers })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { answer, bytes, metadata: await sharp(bytes).metadata() }
}

describe('uploads', () => {
  test('an image gets its document; the same content again is answered by the same document', async () => {
    const bytes = await halves(1200, 800).jpeg().toBuffer()
    const made = await lake.client().assets.upload('image', bytes, { filename: '湖 畔.jpg', title: '湖' })
    expect(made).toMatchObject({
      _id: expect.stringMatching(/^image-[0-9a-f]{40}-1200x800-jpg$/),
      _type: 'sanity.imageAsset',
      originalFilename: '湖 畔.jpg',
      title: '湖',
      mimeType: 'image/jpeg',
      extension: 'jpg',
      size: bytes.length,
      url: expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/lake\/images\/lakeside\/production\/[0-9a-f]{40}-1200x800\.jpg$/,
      ),
      metadata: {
        dimensions: { width: 1200, height: 800, aspectRatio: 1.5 },
        hasAlpha: false,
        isOpaque: true,
        lqip: expect.stringMatching(/^data:image\/jpeg;base64,/),
      },
    })
    const seq = lake.lake.seq
    expect(await lake.client().assets.upload('image', bytes)).toEqual(made)
    expect(lake.lake.seq).toBe(seq)
    expect(await lake.client().fetch('*[sha1hash == $hash][0]._id', { hash: made.sha1hash })).toBe(made._id)
  })

  test('an asset has the address that the lake has now; what was taken over from elsewhere keeps its own', async () => {
    const first = await openTestLake()
    const made = await first.client().assets.upload('file', Buffer.from('湖'), { filename: '湖.txt' })
    const path = 'images/abc123/production/x-1x1.png'
    await first
      .client()
      .create({ _id: 'image-x-1x1-png', _type: 'sanity.imageAsset', path, url: `https://cdn.example/${path}` })
    const moved = await first.restart()
    expect(moved.base).not.toBe(first.base)
    expect(await moved.client().getDocument(made._id)).toEqual({ ...made, url: `${moved.base}/${made.path}` })
    expect(await moved.client().fetch('*[_id == "image-x-1x1-png"][0].url')).toBe(`https://cdn.example/${path}`)
    const answer = await fetch(`${moved.base}/${made.path}`)
    expect([answer.headers.get('x-sanity-sha1'), await answer.text()]).toEqual([made.sha1hash, '湖'])
    await moved.close()
  })

  test('a photograph that lies on its side is measured as it is seen', async () => {
    const bytes = await halves(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { metadata, url } = await lake.client().assets.upload('image', bytes)
    expect(metadata.dimensions).toMatchObject({ width: 100, height: 200 })
    const made = await picture(`${onHere(url)}?w=50`, bearer())
    expect([made.metadata.width, made.metadata.height, made.metadata.orientation]).toEqual([50, 100, undefined])
  })

  test('transparency is noticed', async () => {
    const clear = await sharp({ create: { width: 10, height: 10, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    const { metadata } = await lake.client().assets.upload('image', clear)
    expect(metadata).toMatchObject({ hasAlpha: true, isOpaque: false, lqip: expect.stringMatching(/^data:image\/png/) })
  })

  test('what is no picture is refused and leaves nothing behind', async () => {
    await expect(lake.client().assets.upload('image', Buffer.from('no picture'))).rejects.toMatchObject({
      statusCode: 400,
    })
    await expect(lake.client().assets.upload('image', Buffer.alloc(0))).rejects.toMatchObject({ statusCode: 400 })
    expect(await readdir(join(lake.folder, 'assets', 'incoming'))).toEqual([])
  })

  test('an upload that breaks off leaves nothing behind', async () => {
    const { port } = new URL(lake.origin)
    await new Promise<void>((resolve) => {
      const req = request({
        port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/lake/v1/assets/files/production',
        headers: { ...bearer(), 'content-length': 1000 },
      })
      req.on('error', () => resolve())
      req.write('half', () => req.destroy())
    })
    const next = await lake.client().assets.upload('file', Buffer.from('whole'), { filename: 'a.txt' })
    expect(next).toMatchObject({ _type: 'sanity.fileAsset', extension: 'txt', mimeType: 'text/plain' })
    expect(await (await fetch(onHere(next.url))).text()).toBe('whole')
    await expect.poll(() => readdir(join(lake.folder, 'assets', 'incoming'))).toEqual([])
  })
})

describe('serving', () => {
  let url: string
  let original: Buffer
  beforeAll(async () => {
    original = await halves(1000, 500).png().toBuffer()
    url = onHere((await lake.client().assets.upload('image', original)).url)
  })

  test('without parameters the original, for anybody, for ever', async () => {
    for (const address of [url, `${url}?dlRaw=true&w=96`]) {
      const { answer, bytes } = await picture(address)
      expect(bytes.equals(original)).toBe(true)
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(answer.headers.get('content-type')).toBe('image/png')
    }
  })

  test('strangers get sizes of the list, the signed-in any size', async () => {
    expect((await picture(`${url}?w=100`)).metadata).toMatchObject({ width: 192, height: 96 })
    expect((await picture(`${url}?w=100`, bearer())).metadata).toMatchObject({ width: 100, height: 50 })
    expect((await picture(`${url}?w=100`, { cookie: await lake.signIn() })).metadata).toMatchObject({
      width: 100,
      height: 50,
    })
  })

  test('the rectangle and the focal point decide what is seen', async () => {
    const colour = async (query: string) => {
      const { bytes } = await picture(`${url}?${query}`, bearer())
      const { data } = await sharp(bytes).resize(1, 1).raw().toBuffer({ resolveWithObject: true })
      return data[0] === 255 && data[2] === 0 ? 'red' : data[0] === 0 && data[2] === 255 ? 'blue' : 'both'
    }
    expect(await colour('rect=0,0,500,500&w=50')).toBe('red')
    expect(await colour('rect=500,0,500,500&w=50')).toBe('blue')
    expect(await colour('w=50&h=50&fit=crop&crop=focalpoint&fp-x=0&fp-y=0.5')).toBe('red')
    expect(await colour('w=50&h=50&fit=crop&crop=focalpoint&fp-x=1&fp-y=0.5')).toBe('blue')
    expect(await colour('w=50&h=50&fit=crop')).toBe('both')
    expect(await colour('rect=0,0,500,500&w=50&flip=h&or=90&blur=10&sharp=10&sat=10')).toBe('red')
  })

  test('the format follows what the reader takes', async () => {
    const avif = await picture(`${url}?w=96&auto=format`, { accept: 'image/avif,image/webp,*/*' })
    expect(avif.metadata).toMatchObject({ format: 'heif', compression: 'av1' })
    expect(avif.answer.headers.get('vary')).toBe('Accept')
    expect(avif.answer.headers.get('content-type')).toBe('image/avif')
    expect((await picture(`${url}?w=96&auto=format`, { accept: 'image/webp' })).metadata.format).toBe('webp')
    expect((await picture(`${url}?w=96&auto=format`, { accept: '*/*' })).metadata.format).toBe('png')
    expect((await picture(`${url}?w=96&fm=jpg`)).metadata.format).toBe('jpeg')
  })

  test('what the reader has is not sent again', async () => {
    const first = await fetch(`${url}?w=320`)
    await first.arrayBuffer()
    const etag = first.headers.get('etag') ?? ''
    expect((await fetch(`${url}?w=320`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await fetch(`${url}?w=640`, { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('the same picture asked for many times at once is made once, and kept', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => picture(`${url}?w=800&fm=webp`)))
    expect(new Set(answers.map(({ answer }) => answer.headers.get('etag'))).size).toBe(1)
    const made = await readdir(join(lake.folder, 'cache', 'images'), { recursive: true })
    const key = answers[0]?.answer.headers.get('etag')?.replaceAll('"', '')
    expect(made.filter((name) => name.endsWith(`${key}.webp`))).toHaveLength(1)
    expect(made.filter((name) => name.startsWith('.'))).toEqual([])
  })

  test('a part of it, as films are asked for', async () => {
    const answer = await fetch(url, { headers: { range: 'bytes=0-7' } })
    expect([answer.status, answer.headers.get('content-range')]).toEqual([206, `bytes 0-7/${original.length}`])
    expect(Buffer.from(await answer.arrayBuffer()).equals(original.subarray(0, 8))).toBe(true)
    expect((await fetch(url, { headers: { range: `bytes=${original.length}-` } })).status).toBe(416)
  })

  test('for saving, under the name that is wished', async () => {
    const answer = await fetch(`${url}?dl=${encodeURIComponent('湖.png')}`)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="_.png"; filename*=UTF-8''%E6%B9%96.png`,
    )
    await answer.arrayBuffer()
  })

  test('what is unknown, impossible or deleted', async () => {
    const missing = await fetch(`${lake.base}/images/lakeside/production/${'0'.repeat(40)}-1x1.png`)
    expect([missing.status, await missing.json()]).toMatchObject([404, { statusCode: 404 }])
    expect((await fetch(`${lake.base}/images/lakeside/production/..%2f..%2flake.sqlite`)).status).toBe(404)
    expect((await fetch(`${lake.base}/images/other/production/${'0'.repeat(40)}-1x1.png`)).status).toBe(404)
    expect((await fetch(`${url}?w=abc`)).status).toBe(400)
    expect((await fetch(`${url}?w=9999`, { headers: bearer() })).status).toBe(400)
    const gone = await lake.client().assets.upload('image', await halves(30, 30).png().toBuffer())
    expect((await fetch(onHere(gone.url))).status).toBe(200)
    await lake.client().delete(gone._id)
    expect((await fetch(onHere(gone.url))).status).toBe(404)
  })

  test('a drawing is rasterised when asked, and can never run', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><script>alert(1)</script><rect width="40" height="20" fill="#0f0"/></svg>'
    const made = await lake.client().assets.upload('image', Buffer.from(svg), { contentType: 'image/svg+xml' })
    expect(made.metadata.dimensions).toMatchObject({ width: 40, height: 20 })
    const raw = await fetch(onHere(made.url))
    expect(raw.headers.get('content-type')).toBe('image/svg+xml')
    expect(raw.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'; style-src 'unsafe-inline'")
    expect(raw.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await raw.text()).toBe(svg)
    expect((await picture(`${onHere(made.url)}?w=320`)).metadata).toMatchObject({
      format: 'png',
      width: 320,
      height: 160,
    })
    expect((await picture(`${onHere(made.url)}?rect=0,0,20,20&w=96&fm=jpg`)).metadata).toMatchObject({
      format: 'jpeg',
      width: 96,
      height: 96,
    })
  })

  test('a moving picture keeps moving', async () => {
    const frames = await sharp({ create: { width: 20, height: 40, channels: 3, background: '#f00', pageHeight: 20 } })
      .gif({ delay: [100, 100] })
      .toBuffer()
    const made = await lake.client().assets.upload('image', frames)
    expect(made._id).toMatch(/-20x20-gif$/)
    const small = await picture(`${onHere(made.url)}?w=10&auto=format`, {
      ...bearer(),
      accept: 'image/avif,image/webp',
    })
    expect(small.metadata).toMatchObject({ format: 'webp' })
  })

  test('a web page that somebody uploads as a file is only ever bytes', async () => {
    const made = await lake.client().assets.upload('file', Buffer.from('<script>alert(1)</script>'), {
      filename: 'page.html',
      contentType: 'text/html',
    })
    const answer = await fetch(onHere(made.url))
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    await answer.arrayBuffer()
  })
})
