import { beforeEach, expect, test } from 'vitest'
import type { Records } from '../engine/types.ts'
import { openAccounts } from './accounts.ts'
import { openSecrets } from './kept-secrets.ts'
import { openTokens } from './tokens.ts'

/** Records in memory, on a disk that can be full. */
let isFull = false
const kept = new Map<string, Map<string, unknown>>()
const kindOf = (kind: string) => kept.get(kind) ?? kept.set(kind, new Map()).get(kind) ?? new Map<string, unknown>()
const mustHaveRoom = () => {
  if (isFull) throw new Error('full')
}
const records: Records = {
  list: async (kind) => new Map(kindOf(kind)),
  put: async (kind, key, value) => {
    mustHaveRoom()
    kindOf(kind).set(key, value)
  },
  putAll: async (kind, pairs) => {
    mustHaveRoom()
    for (const [key, value] of pairs) kindOf(kind).set(key, value)
  },
  delete: async (kind, key) => {
    mustHaveRoom()
    kindOf(kind).delete(key)
  },
}
const options = { records, now: () => new Date('2026-11-30T00:00:00Z') }
beforeEach(() => {
  isFull = false
  kept.clear()
})

test('an account that could not be stored, changed or removed is as it was before', async () => {
  const accounts = await openAccounts(options)
  const { id } = await accounts.add({ name: '林岸', role: 'viewer' })
  isFull = true
  await expect(accounts.add({ name: '新人', role: 'viewer' })).rejects.toThrow('full')
  await expect(accounts.introduce(id, { name: '改名' })).rejects.toThrow('full')
  await expect(accounts.remove(id)).rejects.toThrow('full')
  expect(accounts.list().map(({ name }) => name)).toEqual(['管理員', '林岸'])
  isFull = false
  await accounts.add({ name: '新人', role: 'viewer' })
  await accounts.remove(id)
  expect([accounts.active(id), accounts.byName('新人')?.name]).toEqual([undefined, '新人'])
})

test('a token that could not be revoked on the disk can be revoked again', async () => {
  const tokens = await openTokens(options)
  const secret = await tokens.add({ label: 'script', role: 'viewer' })
  isFull = true
  await expect(tokens.revoke('script')).rejects.toThrow('full')
  expect(tokens.find(secret)).toBeDefined()
  isFull = false
  expect(await tokens.revoke('script')).toHaveLength(1)
  expect(tokens.find(secret)).toBeUndefined()
})

test('a secret that could not be taken off the disk is there to be taken', async () => {
  const codes = await openSecrets('sign-in-code', options)
  const code = await codes.create('owner', 60)
  isFull = true
  await expect(codes.take(code)).rejects.toThrow('full')
  isFull = false
  expect(await codes.take(code)).toMatchObject({ account: 'owner' })
  expect(await codes.take(code)).toBeUndefined()
})
