import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { fromFailure, toFailure } from '../engine/worker-port.ts'
import { createDiskSpell } from './disk-spell.ts'
import type { LogEntry } from '../log-entry.ts'

test('a database without room, and a file system without, become 507 with a sentence; other errors stay what they are', () => {
  const db = new DatabaseSync(':memory:')
  db.exec('create table t (x text); pragma max_page_count = 4')
  const fill = () => db.prepare('insert into t values (?)').run('x'.repeat(100_000))
  let thrown: unknown
  try {
    fill()
  } catch (error) {
    thrown = error
  }
  expect(fromFailure(toFailure(thrown))).toMatchObject({
    status: 507,
    detail: { type: 'insufficientStorage', description: expect.stringMatching(/disk .* is full\. Free some space/) },
  })
  expect(fromFailure(toFailure(Object.assign(new Error('no space left'), { code: 'ENOSPC' })))).toMatchObject({
    status: 507,
  })
  expect(fromFailure(toFailure(Object.assign(new Error('denied'), { code: 'EACCES' })))).not.toHaveProperty('status')
  db.close()
})

test('a full disk is in the log once when it begins and once when it is over', () => {
  const log: LogEntry[] = []
  const disk = createDiskSpell((entry) => log.push(entry))
  disk.free()
  for (let index = 0; index < 40; index += 1) disk.full()
  disk.free()
  disk.free()
  disk.full()
  expect(log.map(({ level }) => level)).toEqual(['error', 'info', 'error'])
})
