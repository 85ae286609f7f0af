import { afterAll, beforeAll, expect, test } from 'vitest'
import type { StoredDocument } from '#lib/validation/findings.ts'
import { openTestLake, type TestLake } from '#sanity/lake/testing.ts'
import { askFindings } from './ask-findings.ts'

let lake: TestLake
beforeAll(async () => {
  lake = await openTestLake()
})
afterAll(() => lake.close())

const now = new Date('2026-12-01T00:00:00Z')
const ref = (_ref: string) => ({ _type: 'reference', _ref })
const button = (destination: object, more: object = {}) => ({
  callsToAction: [
    { _key: 'a', _type: 'callToAction', text: '看', destination: { _type: 'destination', ...destination }, ...more },
  ],
})
const banner = (_id: string, more: object) => ({
  _id,
  _type: 'banner',
  tag: _id,
  brief: '短句',
  disclosure: { kind: 'own', sponsor: '湖畔' },
  ...more,
})
const placement = (_id: string, name: string, more: object = {}) => ({
  _id,
  _type: 'placement',
  title: _id,
  banner: ref(name),
  slot: ref('slot-a'),
  priority: 0,
  ...more,
})

test('a placement whose banner pages can’t draw is an error at the placement, and at the slot whose fallback it is', async () => {
  const client = lake.client()
  const documents: StoredDocument[] = [
    { _id: 'slot-a', _type: 'slot', key: 'article-top', title: '甲' },
    { _id: 'slot-b', _type: 'slot', key: 'article-about', title: '乙', fallback: ref('banner-dead') },
    { _id: 'drafts.article-x', _type: 'article', title: '還沒發布' },
    banner('banner-good', button({ url: 'https://example.com' })),
    banner('banner-dead', button({ reference: { ...ref('article-x'), _weak: true } })),
    banner('banner-app', button({ url: 'https://example.com' }, { platform: 'ios' })),
    banner('banner-blank', { ...button({ url: 'https://example.com' }), disclosure: { kind: 'own', sponsor: ' 　' } }),
    placement('placement-good', 'banner-good'),
    placement('placement-dead', 'banner-dead', { priority: 50 }),
    placement('placement-app', 'banner-app', { priority: 2, platforms: ['android'] }),
    placement('placement-blank', 'banner-blank', { priority: 60 }),
  ]
  await documents.reduce((transaction, document) => transaction.create(document), client.transaction()).commit()
  const found = await askFindings(client, now)
  const errors = found
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level === 'error')
    .map(({ documentId, path }) => `${documentId} ${path}`)
  expect(errors.toSorted()).toEqual([
    'banner-blank disclosure.sponsor',
    'placement-app platforms',
    'placement-blank banner',
    'placement-dead banner',
    'slot-b fallback',
  ])
})

test('what a banner’s picture is made of is known', async () => {
  const client = lake.client()
  await client.create({
    _id: 'image-see-1x1-png',
    _type: 'sanity.imageAsset',
    mimeType: 'image/png',
    metadata: { hasAlpha: true, isOpaque: false },
  })
  await client.create(
    banner('banner-see', {
      ...button({ url: 'https://example.com' }),
      image: { _type: 'picture', asset: ref('image-see-1x1-png'), alt: '湖' },
    }),
  )
  const found = await askFindings(client, now)
  expect(found.find(({ id }) => id === 'banner-see')?.findings.map(({ path }) => path)).toEqual(['image'])
})
