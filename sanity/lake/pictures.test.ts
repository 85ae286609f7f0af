import { readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestLake, type TestLake } from './testing.ts'

let lake: TestLake
/** With little patience: a drawing has 0.7 seconds, a stranger one millisecond. */
let hasty: TestLake
beforeAll(async () => {
  ;[lake, hasty] = await Promise.all([
    openTestLake(),
    openTestLake({ pictures: { drawingTime: 700, strangerTime: 1 } }),
  ])
})
afterAll(() => Promise.all([lake.close(), hasty.close()]))

const upload = async (bytes: Buffer | string) => (await lake.client().assets.upload('image', Buffer.from(bytes))).url
const plain = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#f80' } })
const svg = (content: string, size = 'viewBox="0 0 10 10"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${content}</svg>`
const status = async (url: string, init?: RequestInit) => {
  const answer = await fetch(url, init)
  await answer.arrayBuffer()
  return answer.status
}

const tooSlow: readonly [string, string][] = [
  ['a text of 30,000 letters', svg(`<text>${'lol'.repeat(10_000)}</text>`)],
  [
    'entities of entities',
    `<!DOCTYPE svg [<!ENTITY a "lolololololol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>${svg('<text>&d;&d;&d;</text>')}`,
  ],
  [
    'clouds',
    svg(
      '<filter id="f"><feTurbulence baseFrequency="0.9" numOctaves="9999"/></filter><rect width="3000" height="3000" filter="url(#f)"/>',
      'width="3000" height="3000"',
    ),
  ],
  [
    'lamps',
    svg(
      `<filter id="f">${'<feDiffuseLighting><fePointLight x="1" y="1" z="1"/></feDiffuseLighting>'.repeat(30)}</filter><rect width="1900" height="1900" filter="url(#f)"/>`,
      'width="2000" height="2000"',
    ),
  ],
  [
    'wide brushes',
    svg(
      '<filter id="f"><feMorphology operator="dilate" radius="500"/></filter><rect width="1900" height="1900" filter="url(#f)"/>',
      'width="2000" height="2000"',
    ),
  ],
  [
    'copies of copies',
    svg(
      `<defs><g id="a0"><rect width="9" height="9"/></g>${Array.from({ length: 12 }, (_, at) => `<g id="a${at + 1}">${`<use xlink:href="#a${at}"/>`.repeat(8)}</g>`).join('')}</defs><use xlink:href="#a12"/>`,
    ),
  ],
]

describe('uploads', () => {
  test('what takes long to draw is refused with the reason, and what comes after it is taken', async () => {
    await hasty.client().assets.upload('image', await plain(3, 2).png().toBuffer()) // the process is there
    for (const [name, drawing] of tooSlow) {
      const refused = hasty.client().assets.upload('image', Buffer.from(drawing))
      await expect(refused, name).rejects.toMatchObject({
        statusCode: 400,
        response: { body: { error: { type: 'pictureRefused', reason: 'drawingTooSlow' } } },
        message: expect.stringContaining('Simplify it'),
      })
    }
    expect(await readdir(join(hasty.folder, 'assets'))).toEqual([expect.stringMatching(/-3x2\.png$/), 'incoming'])
    expect(await readdir(join(hasty.folder, 'assets', 'incoming'))).toEqual([])
    expect((await hasty.client().assets.upload('image', await plain(4, 2).png().toBuffer())).url).toMatch(/-4x2\.png$/)
  })

  test('one that takes too much memory is refused', async () => {
    const small = await openTestLake({ pictures: { memory: 50_000_000 } })
    await expect(small.client().assets.upload('image', await plain(3, 2).png().toBuffer())).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining('too much memory'),
    })
    await small.close()
  })

  test('a drawing reads no files and no addresses', async () => {
    const other = new URL(await upload(await plain(10, 10).png().toBuffer())).pathname.split('/').at(-1)
    const url = await upload(
      svg(
        `<image width="10" height="10" href="${other}"/><image width="10" height="10" href="../${other}"/><image width="10" height="10" href="http://127.0.0.1:9/a.png"/>`,
      ),
    )
    expect((await sharp(Buffer.from(await (await fetch(`${url}?w=96`)).arrayBuffer())).stats()).channels[3]?.max).toBe(
      0,
    )
  })

  test('each refusal says what is wrong, in numbers, and what to do', async () => {
    const why = async (bytes: Buffer | string) =>
      upload(bytes).then(
        () => 'taken',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      )
    expect(await why('no picture')).toContain('HEIC')
    expect(await why(svg('<g>'.repeat(5_000) + '</g>'.repeat(5_000)))).toContain("can't be drawn")
    // A PNG that says it is large is as good as one that is.
    const png = await plain(1, 1).png().toBuffer()
    png.writeUInt32BE(12_000, 16)
    png.writeUInt32BE(9_000, 20)
    png.writeUInt32BE(crc(png.subarray(12, 29)), 29)
    expect(await why(png)).toContain('108 million pixels (12000 × 9000); 100 million are the most')
    const jpeg = saying(await plain(8, 8).jpeg().toBuffer(), 20_000, 20_000)
    expect(await why(jpeg)).toContain('400 million pixels (20000 × 20000); 250 million are the most')
  })

  test('a photo of 108 million pixels is taken, and made small', async () => {
    const url = await upload(saying(await plain(8, 8).jpeg().toBuffer(), 12_000, 9_000))
    const made = await sharp(Buffer.from(await (await fetch(`${url}?w=320`)).arrayBuffer())).metadata()
    expect([made.width, made.height]).toEqual([320, 240])
  })

  test('a photo without its last bytes is taken, as browsers show it', async () => {
    const whole = await sharp({
      create: {
        width: 80,
        height: 60,
        channels: 3,
        background: '#f80',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer()
    for (const missing of [2, 40]) expect(await status(`${await upload(whole.subarray(0, -missing))}?w=96`)).toBe(200)
  })
})

describe('serving', () => {
  test('blur costs little however wide it is, and still blurs', async () => {
    const halves = plain(2000, 1500).composite([
      { input: { create: { width: 1000, height: 1500, channels: 3, background: '#08f' } }, left: 0, top: 0 },
    ])
    const url = await upload(await halves.png().toBuffer())
    const spread = async (query: string) => {
      const answer = await fetch(`${url}?w=2000&fm=png&${query}`)
      expect(answer.status).toBe(200)
      const { channels } = await sharp(Buffer.from(await answer.arrayBuffer()))
        .removeAlpha()
        .stats()
      return channels[0]?.stdev ?? 0
    }
    const [none, little, much] = [await spread(''), await spread('blur=50'), await spread('blur=2000')]
    expect(none).toBeGreaterThan(little)
    expect(little).toBeGreaterThan(much)
    expect(much).toBeLessThan(none * 0.8)
  })

  test("a picture that can't be made in time is not tried again at once; who may wait longer gets it", async () => {
    const { url } = await hasty.client().assets.upload('image', await plain(300, 200).png().toBuffer())
    const failures = () => hasty.log.filter(({ message }) => message === 'A picture could not be made.').length
    const first = await fetch(`${url}?w=96`)
    expect([first.status, first.headers.get('retry-after'), failures()]).toEqual([503, '60', 1])
    expect([await status(`${url}?w=90`), failures()]).toEqual([503, 1])
    expect(await status(`${url}?w=96`, { headers: { authorization: `Bearer ${hasty.token}` } })).toBe(200)
  })

  test('an original that has lost bytes is an error, and not a picture', async () => {
    const url = await upload(await plain(300, 200).png().toBuffer())
    const file = new URL(url).pathname.split('/').at(-1) ?? ''
    await truncate(join(lake.folder, 'assets', file), 100)
    for (const query of ['', '?w=96']) expect(await status(url + query)).toBe(500)
    expect(await status(url, { headers: { authorization: `Bearer ${lake.token}` } })).toBe(500)
    expect(lake.log).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('damaged'), file, bytes: 100 }),
    )
  })

  test("when the cache can't be written a picture is sent all the same, and the log says so once", async () => {
    const url = await upload(await plain(300, 200).png().toBuffer())
    const cache = join(lake.folder, 'cache', 'images')
    await rm(cache, { recursive: true })
    await writeFile(cache, 'no folder')
    for (const width of [96, 96, 192]) {
      const answer = await fetch(`${url}?w=${width}`)
      expect([answer.status, (await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width]).toEqual([
        200,
        width,
      ])
    }
    expect((await fetch(`${url}?w=192`, { headers: { range: 'bytes=0-3' } })).status).toBe(206)
    expect(lake.log.filter(({ message }) => message.includes('without being kept'))).toHaveLength(1)
  })
})

/** A JPEG that says that it has another size. Its decoder has as much to do as with one of that size; what is missing is grey. */
function saying(jpeg: Buffer, width: number, height: number): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5
  jpeg.writeUInt16BE(height, at)
  jpeg.writeUInt16BE(width, at + 2)
  return jpeg
}

/** The checksum of a PNG chunk. */
function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0)
  }
  return (value ^ 0xffffffff) >>> 0
}
