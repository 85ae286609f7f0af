import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { databasePath, openForWriting, SCHEMA_VERSION } from './database.ts'
import { makeFolder } from './testing.ts'

test('a file of version 1: the one person it knew becomes the owner, in sessions, settings and history', async () => {
  const { folder, remove } = await makeFolder()
  openForWriting(folder).close()
  const old = new DatabaseSync(databasePath(folder))
  old.exec(`update meta set value = '1' where key = 'version';
    insert into transactions values (1, 't1', '2026-01-01T00:00:00.000Z', 'editor'), (2, 't2', '2026-01-01T00:00:00.000Z', 'token-x');
    insert into records values ('session', 'h', '{"expiresAt":"2027-01-01T00:00:00.000Z"}'), ('sign-in-code', 'c', '{"expiresAt":"2027-01-01T00:00:00.000Z"}'),
      ('keyvalue:editor', 'k', '1'), ('token', 't', '{"role":"viewer"}');`)
  old.close()

  const db = openForWriting(folder)
  const rows = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row))
  expect(rows('select id, identity from transactions order by seq')).toEqual([
    ['t1', 'owner'],
    ['t2', 'token-x'],
  ])
  expect(rows("select kind, value from records where kind <> 'token' order by kind")).toEqual([
    ['keyvalue:owner', '1'],
    ['session', '{"expiresAt":"2027-01-01T00:00:00.000Z","account":"owner"}'],
    ['sign-in-code', '{"expiresAt":"2027-01-01T00:00:00.000Z","account":"owner"}'],
  ])
  expect(rows("select value from records where kind = 'token'")).toEqual([['{"role":"viewer"}']])
  expect(rows("select value from meta where key = 'version'")).toEqual([[String(SCHEMA_VERSION)]])
  db.close()
  // A second opening finds nothing more to do.
  openForWriting(folder).close()
  await remove()
})
