import { articlePath, expect, test } from './support/test.ts'

const articleId = 'article-whether-chatgpt-is-open-source-is-controversial'

test('broken parts are left out and reported once with id and path; the rest of the page stands', async ({
  site,
  page,
}) => {
  await site.client
    .transaction()
    .create({
      _id: 'linkList-untitled',
      _type: 'linkList',
      links: [{ _key: 'a', _type: 'link', text: '沒有標題的清單' }],
    })
    .create({ _id: 'banner-gone', _type: 'banner', tag: '將被刪除' })
    .create({
      _id: 'placement-of-nothing',
      _type: 'placement',
      banner: { _type: 'reference', _ref: 'banner-gone', _weak: true },
      slot: { _type: 'reference', _ref: 'slot-article-top' },
      priority: 99,
    })
    .create({
      _id: 'banner-dead',
      _type: 'banner',
      tag: '沒有去處',
      isFinancial: false,
      callsToAction: [{ _key: 'a', _type: 'callToAction', text: '看看' }],
      disclosure: { _type: 'disclosure', kind: 'own', sponsor: '湖畔' },
    })
    .create({
      _id: 'placement-of-the-dead',
      _type: 'placement',
      banner: { _type: 'reference', _ref: 'banner-dead' },
      slot: { _type: 'reference', _ref: 'slot-article-about' },
      priority: 99,
    })
    .patch(articleId, (patch) =>
      patch.insert('before', 'linkLists[0]', [{ _key: 'broken', _type: 'reference', _ref: 'linkList-untitled' }]),
    )
    .patch(articleId, (patch) => patch.insert('before', 'body[0]', [{ _key: 'unknown', _type: 'hologram', depth: 3 }]))
    .commit()
  await site.client.delete('banner-gone')

  for (let times = 0; times < 3; times += 1) {
    const response = await page.goto(`${site.url}${articlePath}`)
    expect(response?.status()).toBe(200)
  }
  await expect(page.getByText('沒有標題的清單')).toHaveCount(0)
  await expect(page.getByText('沒有去處')).toHaveCount(0)
  await expect(page.getByRole('complementary', { name: '贊助：關於 BTCC' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: '廣告：新手專享' })).toBeVisible()
  await expect(page.getByRole('region', { name: '關於 ChatGPT 的更多資訊請查看：' }).getByRole('listitem')).toHaveCount(
    7,
  )
  await expect(page.getByRole('heading', { level: 2, name: 'ChatGPT是什麼？' })).toBeVisible()

  const reports = site.errors().split('\n')
  for (const words of [
    ['linkList-untitled', 'title'],
    [articleId, 'unknown'],
    ['placement-of-nothing', 'banner'],
    ['banner-dead', 'callsToAction'],
  ]) {
    expect(
      reports.filter((line) => words.every((word) => line.includes(word))),
      words.join(' '),
    ).toHaveLength(1)
  }
})
