import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { finishPage } from './finished-page.ts'

const made = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  tags: ['type:article'],
  from: -Infinity,
  until: Infinity,
  keepable: true,
}

describe('finishPage', () => {
  it('keeps bytes that hold no other memory alive', async () => {
    const page = await finishPage({ ...made, body: Buffer.from('<p>湖畔</p>'.repeat(50)) })
    expect(gunzipSync(page.variants.gzip.body)).toEqual(page.body)
    for (const { body } of [page, ...Object.values(page.variants)]) expect(body.buffer.byteLength).toBe(body.length)
  })
})
