import { expect, test } from 'vitest'
import { banner, find, ref } from '../validation/findings.fixture.ts'

const asset = (more: object = {}) => ({
  _id: 'image-a',
  _type: 'sanity.imageAsset',
  mimeType: 'image/png',
  size: 40_000,
  metadata: { hasAlpha: false, isOpaque: true },
  ...more,
})
const pictured = banner({ image: { _type: 'picture', asset: ref('image-a'), alt: '湖' } })
const to = (url: string) =>
  banner({ callsToAction: [{ _key: 'a', _type: 'callToAction', text: '看', destination: { url } }] })
const picture = 'warning banner-a image'

test.each<[string, object, string[]]>([
  ['in order', {}, []],
  ['a GIF', { mimeType: 'image/gif' }, [picture]],
  ['heavy', { size: 5_960_000 }, [picture]],
  ['transparent', { metadata: { hasAlpha: true, isOpaque: false } }, [picture]],
  ['with an alpha channel that is opaque', { metadata: { hasAlpha: true, isOpaque: true } }, []],
  ['all of it', { mimeType: 'image/gif', size: 5_960_000, metadata: { hasAlpha: true } }, [picture, picture, picture]],
  ['of which nothing is known', { mimeType: undefined, size: undefined, metadata: undefined }, []],
])('a picture: %s', (_, more, expected) => expect(find(pictured, asset(more))).toEqual(expected))

test('a picture whose asset is not there says nothing of it', () => expect(find(pictured)).toEqual([]))

test.each([
  ['http://example.com', ['warning banner-a callsToAction[_key=="a"].destination']],
  [' HTTP://example.com', ['warning banner-a callsToAction[_key=="a"].destination']],
  ['https://example.com', []],
  ['tel:123', []],
])('a link to %s', (url, expected) => {
  expect(find(to(url))).toEqual(expected)
})
