import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { valueOf } from './answer-text.ts'
import { openForReading, openForWriting } from './database.ts'
import { openDataset } from './dataset.ts'
import { type Plan, planTransaction } from './plan.ts'
import { openStore } from './store.ts'
import type { Transaction } from './transaction.ts'
import { makeFolder } from './testing.ts'

const timestamp = '2026-11-24T00:00:00.000Z'

/** A reader's database in which something happens between the reading of the graves and the reading of the documents. */
function interrupted(db: DatabaseSync, happen: () => void): DatabaseSync {
  const own = <T extends object>(target: T, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, name, target)
    return typeof value === 'function' ? value.bind(target) : value
  }
  const afterAll = (statement: StatementSync) =>
    new Proxy(statement, {
      get: (target, name) =>
        name === 'all'
          ? (...given: Parameters<StatementSync['all']>) => {
              const rows = target.all(...given)
              happen()
              return rows
            }
          : own(target, name),
    })
  return new Proxy(db, {
    get: (target, name) =>
      name === 'prepare'
        ? (sql: string) => (sql.includes('tombstones') ? afterAll(target.prepare(sql)) : target.prepare(sql))
        : own(target, name),
  })
}

test('a commit in the middle of catching up is seen whole the next time, and not in half before', async () => {
  const { folder, remove } = await makeFolder()
  const written = openForWriting(folder)
  const store = openStore(written)
  const put = (transactionId: string, steps: Transaction['steps']) => {
    const { bytes } = planTransaction(written, {
      transaction: { steps, transactionId, timestamp, autoGenerateArrayKeys: false },
      author: { identity: 'tester' },
    })
    expect(store.write(valueOf(bytes) as Plan, false)).toBe(true)
  }
  put('first', { kind: 'mutations', mutations: [{ create: { _id: 'before', _type: 'note' } }] })

  const reading = openForReading(folder)
  let happened = false
  const dataset = openDataset(
    interrupted(reading, () => {
      if (happened) return
      happened = true
      put('second', {
        kind: 'mutations',
        mutations: [{ delete: { id: 'before' } }, { create: { _id: 'after', _type: 'note' } }],
      })
    }),
  )
  const ids = () => [...dataset.view('raw').all].map(({ _id }) => _id)
  expect(dataset.catchUp()).toBe(1)
  expect(happened).toBe(true)
  expect(ids()).toEqual(['before'])
  expect(dataset.catchUp()).toBe(2)
  expect(ids()).toEqual(['after'])
  reading.close()
  written.close()
  await remove()
})
