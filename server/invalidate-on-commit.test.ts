import { expect, test } from 'vitest'
import { openTestLake } from '#sanity/lake/testing.ts'
import { invalidateOnCommit } from './invalidate-on-commit.ts'

const author = { _id: 'author-a', _type: 'author', name: '作者', slug: { _type: 'slug', current: 'a' } }

test('a publish invalidates before its author has the answer, a draft invalidates nothing', async () => {
  const test = await openTestLake()
  const invalidated: (readonly string[])[] = []
  invalidateOnCommit(test.lake, {
    invalidate: (tags) => invalidated.push(tags),
    invalidateAll: () => expect.unreachable(),
  })
  await test.client().create({ ...author, _id: 'drafts.author-a' })
  expect(invalidated).toEqual([[]])
  await test.client().create(author)
  expect(invalidated[1]).toEqual(['any', 'doc:author-a', 'key:author.slug=a', 'type:author'])
  await test.close()
})

test('when invalidation goes wrong everything is invalidated, the commit stands, and the log knows', async () => {
  const test = await openTestLake()
  let all = 0
  invalidateOnCommit(test.lake, {
    invalidate: () => {
      throw new Error('no memory')
    },
    invalidateAll: () => void (all += 1),
  })
  await test.client().create(author)
  expect(all).toBe(1)
  expect(await test.client().getDocument('author-a')).toMatchObject({ name: '作者' })
  expect(test.log.some(({ error }) => String(error).includes('no memory'))).toBe(true)
  await test.close()
})
