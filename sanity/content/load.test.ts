import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { withAssets } from './load.ts'
import { readSample, SampleError } from './read-sample.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lakeside-sample-'))
  await mkdir(join(folder, 'documents', 'articles'), { recursive: true })
  await mkdir(join(folder, 'images'))
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const write = (name: string, content: unknown) =>
  writeFile(join(folder, 'documents', name), typeof content === 'string' ? content : JSON.stringify(content))

const failure = (): Promise<string> =>
  readSample(folder).then(
    () => 'no error',
    (error: unknown) => (error instanceof SampleError ? error.message : `another error: ${String(error)}`),
  )

describe('readSample', () => {
  test('takes documents from all folders, and names each picture once', async () => {
    await write('settings.json', { _id: 'siteSettings', _type: 'siteSettings' })
    const picture = { _type: 'picture', _sanityAsset: 'image@file://./images/a.svg' }
    await write('articles/a.json', {
      _id: 'article-a',
      _type: 'article',
      cover: picture,
      body: [{ _key: 'b1', ...picture }],
    })
    await writeFile(join(folder, 'images', 'a.svg'), '<svg/>')
    const sample = await readSample(folder)
    expect(sample.documents.map(({ _id }) => _id)).toEqual(['article-a', 'siteSettings'])
    expect(sample.images).toEqual(['a.svg'])
  })

  test('says which file is broken and why', async () => {
    expect(await failure()).toMatch(/holds no \.json file/)
    await write('a.json', '{"_id": ')
    expect(await failure()).toMatch(/a\.json: not valid JSON/)
    await write('a.json', { _type: 'article' })
    expect(await failure()).toMatch(/a\.json: _id: /)
    await write('a.json', { _id: 'drafts.a', _type: 'article' })
    expect(await failure()).toMatch(/a\.json: _id: must be the id of a published document/)
    await write('a.json', { _id: 'a', _type: 'article', body: [{ _key: 'x' }, { _key: 'x' }] })
    expect(await failure()).toMatch(/a\.json: a list's item 2 has no _key, or one that stands twice: "x"/)
    await write('a.json', { _id: 'a', _type: 'article', body: [{ text: 'no key' }] })
    expect(await failure()).toMatch(/a\.json: a list's item 1 has no _key/)
    await write('a.json', { _id: 'a', _type: 'article', category: { _type: 'reference', _ref: 'category-lost' } })
    expect(await failure()).toMatch(/a\.json: refers to "category-lost", which is not in the sample/)
  })

  test('refuses an id that stands twice, and pictures that are missing or outside images/', async () => {
    await write('a.json', { _id: 'a', _type: 'article' })
    await write('b.json', { _id: 'a', _type: 'article' })
    expect(await failure()).toMatch(/b\.json: the id a already stands in .*a\.json/)
    await write('b.json', { _id: 'b', _type: 'article', cover: { _sanityAsset: 'image@file://./images/lost.svg' } })
    expect(await failure()).toMatch(/b\.json: the picture lost\.svg is not in images/)
    await write('b.json', {
      _id: 'b',
      _type: 'article',
      cover: { _sanityAsset: 'image@file://./images/../secret.svg' },
    })
    expect(await failure()).toMatch(/b\.json: _sanityAsset must read/)
  })
})

describe('withAssets', () => {
  test('turns file names into references and leaves the rest as it is', () => {
    const cover = { _type: 'picture', _sanityAsset: 'image@file://./images/a.svg', alt: '湖' }
    expect(withAssets({ cover, points: ['一'], order: 1 }, new Map([['a.svg', 'image-abc-1x1-svg']]))).toEqual({
      cover: { _type: 'picture', alt: '湖', asset: { _type: 'reference', _ref: 'image-abc-1x1-svg' } },
      points: ['一'],
      order: 1,
    })
  })

  test('a picture without an asset is an error', () => {
    expect(() => withAssets({ _sanityAsset: 'image@file://./images/a.svg' }, new Map())).toThrow(SampleError)
  })
})
