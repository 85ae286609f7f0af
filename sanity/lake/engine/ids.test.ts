import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { completeId, isDocumentId, isPublishedId, isReleaseId, layerOf, publishedId, releaseOf } from './ids.ts'

describe('what an id is', () => {
  test.each([
    'a',
    'a.b',
    'A_1-x',
    '_.releases.r1',
    '_.schemas.default',
    'drafts.a',
    'drafts.a.b',
    'versions.r.a',
    'versions.r.a.b',
    'drafts-old',
    'draftsX',
    'drafts',
    'versions',
    'x.drafts.y',
    'x.versions.r.y',
    'x'.repeat(128),
  ])('%s is one', (id) => expect(isDocumentId(id)).toBe(true))

  test.each([
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    'a b',
    '湖',
    '-a',
    'a.-b',
    'drafts.-x',
    'versions.-r.x',
    'versions.r.-x',
    'drafts.drafts.y',
    'drafts.versions.r.y',
    'versions.x.drafts.y',
    'versions.x.versions.y.z',
    'versions.x',
    'versions.drafts.x',
    'versions.published.x',
    'versions.raw.x',
    'drafts._.releases.r',
    'versions.r._.releases.r',
    'x'.repeat(129),
  ])('%s is none', (id) => expect(isDocumentId(id)).toBe(false))

  test('only a published one is an id of content that readers see', () => {
    expect(['a', 'a.b', 'drafts-old', 'drafts.a', 'versions.r.a', '_.releases.r'].filter(isPublishedId)).toEqual([
      'a',
      'a.b',
      'drafts-old',
    ])
  })

  test('an id that is made is one', () => {
    for (const asked of [undefined, '', 'drafts.', 'versions.r.', 'folder.'])
      expect(isDocumentId(completeId(asked))).toBe(true)
  })
})

describe('layers', () => {
  const plain = fc
    .stringMatching(/^[a-z0-9][a-z0-9-]{0,8}(\.[a-z0-9][a-z0-9-]{0,8}){0,2}$/)
    .filter((id) => !/^(drafts|versions)\./.test(id))
  const release = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_-]{0,20}$/).filter(isReleaseId)
  const layer = fc.oneof(
    fc.constant('drafts.'),
    release.map((id) => `versions.${id}.`),
  )

  test('come off, however many there are', () => {
    fc.assert(
      fc.property(
        fc.array(layer, { maxLength: 3 }),
        plain,
        (layers, id) => void expect(publishedId(layers.join('') + id)).toBe(id),
      ),
      { numRuns: 300 },
    )
  })

  test('the outermost counts', () => {
    fc.assert(
      fc.property(release, plain, (id, document) => {
        expect([layerOf(document), layerOf(`drafts.${document}`), layerOf(`versions.${id}.${document}`)]).toEqual([
          null,
          'drafts',
          id,
        ])
        expect([releaseOf(document), releaseOf(`drafts.${document}`), releaseOf(`versions.${id}.${document}`)]).toEqual(
          [null, null, id],
        )
      }),
      { numRuns: 300 },
    )
  })

  test('a name that only begins like one is no layer', () => {
    for (const id of ['drafts-old', 'draftsX', 'versions-of', 'versionsX.r.a', 'x.drafts.y'])
      expect([layerOf(id), publishedId(id)]).toEqual([null, id])
  })
})
