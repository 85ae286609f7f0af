import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import {
  alreadyExists,
  conflict,
  insufficientPermissions,
  malformed,
  notFound,
  wrongRevision,
} from '../engine/failures.ts'
import { LakeError } from '../engine/types.ts'
import { failureOf, isWorthLogging, missing, waitAfter } from './due-failures.ts'

/** What SQLite itself throws when there is no room left. */
const fullDisk = (): unknown => {
  const db = new DatabaseSync(':memory:')
  db.exec('create table t (x text); pragma max_page_count = 3;')
  try {
    db.prepare('insert into t values (?)').run('x'.repeat(100_000))
  } catch (error) {
    return error
  } finally {
    db.close()
  }
  return null
}

test.each<[string, unknown, string]>([
  ['a full disk', fullDisk(), 'passing'],
  ['a worker that was lost', new Error('A worker of the lake ended unexpectedly'), 'passing'],
  ['a time limit', new LakeError(504, { type: 'timeout', description: '' }), 'passing'],
  ['a busy lake', new LakeError(503, { type: 'busy', description: '' }), 'passing'],
  ['somebody who refers to it just now', conflict(0, 'documentHasExistingReferencesError', ''), 'passing'],
  ['another revision', wrongRevision(0, 'a', 'x', 'y'), 'overtaken'],
  ['work that is gone', notFound(0, 'a'), 'overtaken'],
  ['a broken document', malformed('too deep'), 'final'],
  ['a right', insufficientPermissions(0, 'update'), 'final'],
  ['any other conflict', alreadyExists(0, 'a'), 'final'],
])('%s is %s', (_name, error, kind) => {
  expect(error).not.toBeNull()
  expect(failureOf(error).kind).toBe(kind)
})

test('a missing neighbour is named', () => {
  const error = conflict(0, 'documentReferenceDoesNotExistError', '', { id: 'a', referenceID: 'b' })
  expect(failureOf(error)).toEqual({ kind: 'missing', id: 'b', problem: missing('b') })
})

test('the wait doubles and ends at a minute; the log hears less and less of it', () => {
  expect([1, 2, 3, 7, 100, 5000].map(waitAfter)).toEqual([1_000, 2_000, 4_000, 60_000, 60_000, 60_000])
  expect([1, 2, 3, 4, 5, 6, 7, 8].filter(isWorthLogging)).toEqual([1, 2, 4, 8])
})
