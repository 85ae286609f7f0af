import { describe, expect, test } from 'vitest'
import type { LoggedTransaction, Operation } from '../engine/types.ts'
import { documentEvents, groupIds } from './document-events.ts'

/** A log, oldest first, as `{transaction: {document: operation}}`; the function under test wants it newest first. */
function logOf(...entries: { tx: string; did: Record<string, Operation> }[]): LoggedTransaction[] {
  return entries
    .map(({ tx, did }, index) => ({
      seq: index + 1,
      transactionId: tx,
      timestamp: `2026-11-24T00:00:0${index}.000Z`,
      identity: 'editor',
      changes: Object.entries(did).map(([documentId, operation]) => ({
        documentId,
        operation,
        mutations: [],
        effects: { apply: [], revert: [] },
      })),
    }))
    .toReversed()
}

const types = (id: string, log: LoggedTransaction[]) => documentEvents(id, log).map((event) => event.type)

describe('documentEvents', () => {
  const made = { tx: 't1', did: { 'drafts.a': 'create' } } as const
  const edited = { tx: 't2', did: { 'drafts.a': 'update' } } as const
  const published = { tx: 't3', did: { a: 'create', 'drafts.a': 'delete' } } as const

  test('a draft is made, edited and published', () => {
    const log = logOf(made, edited, published)
    expect(documentEvents('drafts.a', log)).toEqual([
      {
        type: 'publishDocumentVersion',
        timestamp: '2026-11-24T00:00:02.000Z',
        author: 'editor',
        documentId: 'a',
        revisionId: 't3',
        versionId: 'drafts.a',
        versionRevisionId: 't2',
        publishCause: 'document.publish',
      },
      {
        type: 'createDocumentVersion',
        timestamp: '2026-11-24T00:00:00.000Z',
        author: 'editor',
        documentId: 'a',
        versionId: 'drafts.a',
        versionRevisionId: 't1',
      },
    ])
    expect(types('a', log)).toEqual(['publishDocumentVersion'])
  })

  test('discarding a draft is no publishing', () => {
    expect(types('drafts.a', logOf(made, { tx: 't2', did: { 'drafts.a': 'delete' } }))).toEqual([
      'deleteDocumentVersion',
      'createDocumentVersion',
    ])
  })

  test('unpublishing makes a draft, or keeps the one there is', () => {
    expect(types('a', logOf(published, { tx: 't4', did: { a: 'delete', 'drafts.a': 'create' } }))[0]).toBe(
      'unpublishDocument',
    )
    expect(types('a', logOf(published, made, { tx: 't4', did: { a: 'delete' } }))[0]).toBe('unpublishDocument')
  })

  test('deleting all is told of both', () => {
    const log = logOf(published, made, { tx: 't4', did: { a: 'delete', 'drafts.a': 'delete' } })
    expect(types('a', log)[0]).toBe('deleteDocumentGroup')
    expect(types('drafts.a', log)[0]).toBe('deleteDocumentGroup')
  })

  test('what is deleted while it has no draft can be restored as it was published, not as a draft that was discarded', () => {
    const live = { tx: 't0', did: { a: 'create' } } as const
    const gone = { tx: 't9', did: { a: 'delete' } } as const
    const seen = (log: LoggedTransaction[]) =>
      documentEvents('drafts.a', log).map(({ type, revisionId, timestamp }) => [
        type,
        revisionId,
        timestamp.slice(17, 19),
      ])
    expect(seen(logOf(live, gone))).toEqual([
      ['deleteDocumentGroup', undefined, '01'],
      ['updateLiveDocument', 't0', '00'],
    ])
    const discarded = { tx: 't2', did: { 'drafts.a': 'delete' } } as const
    expect(seen(logOf(live, made, discarded, gone))).toEqual([
      ['deleteDocumentGroup', undefined, '03'],
      ['updateLiveDocument', 't0', '02'],
      ['deleteDocumentVersion', undefined, '02'],
      ['createDocumentVersion', undefined, '01'],
    ])
    expect(seen(logOf(made, published, gone))).toEqual([
      ['deleteDocumentGroup', undefined, '02'],
      ['publishDocumentVersion', 't3', '01'],
      ['createDocumentVersion', undefined, '00'],
    ])
  })

  test('writing the published document itself is live editing', () => {
    expect(types('a', logOf({ tx: 't1', did: { a: 'create' } }, { tx: 't2', did: { a: 'update' } }))).toEqual([
      'updateLiveDocument',
      'createLiveDocument',
    ])
  })

  test('what belongs together is asked together', () => {
    expect(groupIds('versions.r1.a')).toEqual(['a', 'drafts.a', 'versions.r1.a'])
    expect(groupIds('a')).toEqual(['a', 'drafts.a'])
  })
})
