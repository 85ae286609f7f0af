import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { openTestLake, type TestLake } from './testing.ts'

/** Kinds of records that signing in writes. What is no record of that kind is left out when they are read. */
const kinds = ['account', 'last-use', 'session', 'sign-in-code', 'token']

/** So many failures one after the other mean that there is no room left on any page. */
const enough = 500

/**
 * Opens a lake again as on a disk without room: its database is filled up with records until SQLite itself says everywhere that it is full,
 * and it may not grow.
 */
export async function fillUp(lake: TestLake): Promise<TestLake> {
  await lake.stop()
  const db = new DatabaseSync(join(lake.folder, 'lake.sqlite'))
  const pages = Number(db.prepare('pragma page_count').get()?.page_count) + 5
  db.exec(`pragma synchronous = off; pragma max_page_count = ${pages}`)
  const put = db.prepare("insert into records (kind, key, value) values (?, ?, '0')")
  for (let index = 0, failures = 0; failures < enough; index += 1) {
    try {
      put.run(kinds[index % kinds.length] ?? '', randomBytes(16).toString('hex'))
      failures = 0
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('full')) throw error
      failures += 1
    }
  }
  db.close()
  return openTestLake({ folder: lake.folder, mostPages: pages, token: lake.token })
}
