import { describe, expect, test } from 'vitest'
import { makeView, seenBy } from './perspective.ts'
import { stored } from './testing.ts'
import type { Perspective } from './types.ts'

const documents = [
  stored({ _id: 'a', _type: 't', title: 'a published' }),
  stored({ _id: 'b', _type: 't', title: 'b published' }),
  stored({ _id: 'drafts.a', _type: 't', title: 'a draft' }),
  stored({ _id: 'drafts.c', _type: 't', title: 'c draft' }),
  stored({ _id: 'versions.r1.a', _type: 't', title: 'a in r1' }),
  stored({ _id: 'versions.r2.a', _type: 't', title: 'a in r2' }),
  stored({ _id: 'versions.r2.b', _type: 't', title: 'b in r2', _system: { delete: true } }),
]

const shown = (...args: Parameters<typeof seenBy>) =>
  seenBy(...args).map(({ _id, _originalId, title }) => [_id, _originalId, title])

describe('perspectives', () => {
  test('raw shows all, as stored', () => expect(seenBy('raw', documents)).toEqual(documents))

  test('published shows what has no layer', () => {
    expect(shown('published', documents)).toEqual([
      ['a', undefined, 'a published'],
      ['b', undefined, 'b published'],
    ])
  })

  test('drafts lie over published documents, versions are left out', () => {
    const expected = [
      ['a', 'drafts.a', 'a draft'],
      ['b', 'b', 'b published'],
      ['c', 'drafts.c', 'c draft'],
    ]
    expect(shown('drafts', documents)).toEqual(expected)
    expect(shown(['previewDrafts'], documents)).toEqual(expected)
  })

  test('a list of layers takes the first that has the document, and leaves out what is marked as deleted', () => {
    expect(shown(['r2', 'r1', 'drafts'], documents)).toEqual([
      ['a', 'versions.r2.a', 'a in r2'],
      ['c', 'drafts.c', 'c draft'],
    ])
    expect(shown(['r1'], documents)).toEqual([
      ['a', 'versions.r1.a', 'a in r1'],
      ['b', 'b', 'b published'],
    ])
  })

  test('the draft of one document lies over what is published, and no other draft does', () => {
    expect(shown(['drafts.a'], documents)).toEqual([
      ['a', 'drafts.a', 'a draft'],
      ['b', 'b', 'b published'],
    ])
    expect(shown(['drafts.c'], documents).map(([id]) => id)).toEqual(['a', 'b', 'c'])
    expect(shown(['drafts.gone'], documents).map(([, , title]) => title)).toEqual(['a published', 'b published'])
  })

  test('system documents are seen raw and beside a release, and nowhere else', () => {
    const withSystem = [stored({ _id: '_.releases.r1', _type: 'system.release' }), ...documents]
    const isSeen = (perspective: Perspective) =>
      seenBy(perspective, withSystem).some(({ _id }) => _id === '_.releases.r1')
    const [shows, hides]: Perspective[][] = [
      ['raw', ['r1'], ['r1', 'drafts'], ['drafts', 'r1']],
      ['published', 'drafts', ['published'], ['drafts'], ['previewDrafts'], ['drafts.a'], []],
    ]
    expect([shows?.filter(isSeen), hides?.filter(isSeen)]).toEqual([shows, []])
  })

  test('an unchanged document stays the same object from view to view', () => {
    expect(makeView('drafts', documents).byId('a')).toBe(makeView('drafts', documents).byId('a'))
  })
})
