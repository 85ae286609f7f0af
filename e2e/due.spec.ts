import { articlePath, expect, test } from './support/test.ts'

const id = 'article-whether-chatgpt-is-open-source-is-controversial'

const due = (kind: 'publish' | 'takeDown', at: number) => ({
  _id: `due-${kind}-${id}`,
  _type: 'dueWork',
  kind,
  documentId: id,
  documentType: 'article',
  at: new Date(at).toISOString(),
})

test('a kept page changes and goes at the times that were set, not before; what fell due while nobody ran is done before the first answer', async ({
  site,
}) => {
  const ask = async () => {
    const asked = Date.now()
    const response = await fetch(`${site.url}${articlePath}`)
    const isNew = (await response.text()).includes('由排程換上的標題')
    return { asked, answered: Date.now(), status: response.status, isNew }
  }
  expect(await ask()).toMatchObject({ status: 200, isNew: false })
  const { _rev: _, ...words } = (await site.client.getDocument(id)) ?? { _type: 'article' }
  await site.client.create({ ...words, _id: `drafts.${id}`, title: '由排程換上的標題' })
  const [publish, takeDown] = [Date.now() + 1_500, Date.now() + 3_500]
  await site.client
    .transaction()
    .createOrReplace(due('publish', publish))
    .createOrReplace(due('takeDown', takeDown))
    .commit()

  const seen = [await ask()]
  while (seen.at(-1)?.status === 200 && Date.now() < takeDown + 10_000) seen.push(await ask())
  const published = seen.filter(({ isNew }) => isNew)
  expect(published.length).toBeGreaterThan(0)
  // An answer that came before the instant can't be new, and none is old again after a new one.
  expect(published.filter(({ answered }) => answered < publish)).toEqual([])
  const first = published[0]?.asked ?? Infinity
  expect(seen.filter(({ status, isNew, asked }) => status === 200 && !isNew && asked > first)).toEqual([])
  expect(seen.at(-1)?.status).toBe(404)
  expect(seen.at(-1)?.answered).toBeGreaterThanOrEqual(takeDown)
  expect(await site.client.fetch('*[_type == "dueWork"]')).toEqual([])
  expect(await site.client.getDocument(`drafts.${id}`)).toMatchObject({ title: '由排程換上的標題' })

  // It is to come back at a time at which nobody runs.
  const back = Date.now() + 1_000
  await site.client.createOrReplace(due('publish', back))
  await site.stop('SIGKILL')
  await expect.poll(() => Date.now()).toBeGreaterThan(back)
  await site.restart()
  expect(await ask()).toMatchObject({ status: 200, isNew: true })
})
