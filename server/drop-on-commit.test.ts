import { expect, test } from 'vitest'
import { openTestLake } from '#sanity/lake/testing.ts'
import { dropOnCommit } from './drop-on-commit.ts'

const author = { _id: 'author-a', _type: 'author', name: '作者', slug: { _type: 'slug', current: 'a' } }

test('a publish drops before its author has the answer, a draft drops nothing', async () => {
  const test = await openTestLake()
  const dropped: (readonly string[])[] = []
  dropOnCommit(test.lake, { drop: (tags) => dropped.push(tags), dropAll: () => expect.unreachable() })
  await test.client().create({ ...author, _id: 'drafts.author-a' })
  expect(dropped).toEqual([[]])
  await test.client().create(author)
  expect(dropped[1]).toEqual(['any', 'doc:author-a', 'key:author.slug=a', 'type:author'])
  await test.close()
})

test('when dropping goes wrong everything is dropped, the commit stands, and the log knows', async () => {
  const test = await openTestLake()
  let all = 0
  dropOnCommit(test.lake, {
    drop: () => {
      throw new Error('no memory')
    },
    dropAll: () => void (all += 1),
  })
  await test.client().create(author)
  expect(all).toBe(1)
  expect(await test.client().getDocument('author-a')).toMatchObject({ name: '作者' })
  expect(test.log.some(({ error }) => String(error).includes('no memory'))).toBe(true)
  await test.close()
})
