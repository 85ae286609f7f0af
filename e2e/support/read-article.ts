import type { Page } from '@playwright/test'
import { articlePath, expect } from './test.ts'

const sourceUrl = 'https://www.btcc.com/zh-TW/academy/research-analysis/whether-chatgpt-is-open-source-is-controversial'

const headings = [
  'ChatGPT 不開源，OpenAI不再「open」',
  '開源是什麼？為何如此重要？',
  'GPT-4為何不開源？OpenAI 怎麼說？',
  '社群對於 ChatGPT 不開源的看法如何？',
  '馬斯克連署籲停訓 GPT-4 等高階機器人「至少半年」',
  '馬斯克：比特幣開源所以沒bug，推特算法即將開源',
  'ChatGPT是什麼？',
]

const readMores = [
  'GPT-4來了！功能有哪些？怎麼用？和ChatGPT有什麼區別？',
  'ChatGPT出現安全漏洞，用戶個資外洩；OpenAI緊急下線處理',
  '馬斯克不滿 OpenAI，招募AI研究員計劃開發 ChatGPT 競品',
  'ChatGPT背後開發商OpenAI是誰？僅18個月就晉級獨角獸',
  '聊天機器人ChatGPT怎麼玩？ChatGPT註冊、操作和應用教學',
  '付費版、商業版ChatGPT正式出爐！OpenAI大步走向商業變現之路',
]

const linkLists = [
  { heading: '關於 ChatGPT 的更多資訊請查看：', links: 7 },
  { heading: 'ChatGPT AI機器人：', links: 4 },
  { heading: 'ChatGPT 新聞資訊：', links: 4 },
  { heading: 'ChatGPT 投資：', links: 11 },
]

/** The parts of the page that can be told apart by name, in document order, as a reader without sight meets them. */
const outline = (page: Page) =>
  page.locator('main').evaluate((main) =>
    [...main.querySelectorAll('aside, h1, h2, blockquote, nav[aria-label="本文目錄"]')].map((element) => {
      if (element.localName === 'aside') return element.getAttribute('aria-label') ?? 'aside without a name'
      if (element.localName === 'nav') return '本文目錄'
      return element.localName === 'blockquote' ? '「」' : (element.textContent ?? '')
    }),
  )

/** Opens the article of the sample and asserts its fifteen parts one by one, in the order of the source text. */
export async function expectFifteenParts(page: Page, url: string): Promise<void> {
  const scripts: string[] = []
  page.on('request', (request) => request.resourceType() === 'script' && scripts.push(request.url()))
  const response = await page.goto(`${url}${articlePath}`)
  expect(response?.status()).toBe(200)

  const main = page.getByRole('main')
  const article = main.getByRole('article')
  const banner = (name: string) => main.getByRole('complementary', { name, exact: true })

  // 1 banner above the title, with its one call to action
  await expect(banner('廣告：新手專享')).toContainText('17,500 USDT')
  await expect(banner('廣告：新手專享').getByRole('link')).toHaveCount(1)
  // 2 the title
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'GPT-4為何不開源？ChatGPT是否開源引爭議，馬斯克聯名抵制GPT-4！',
  )
  // 3 the source, by its host, and as the canonical address
  await expect(article.getByRole('link', { name: 'www.btcc.com' }).first()).toHaveAttribute('href', sourceUrl)
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute('href', sourceUrl)
  // 4 three opening paragraphs before the first banner in the text
  expect(await paragraphsBefore(page, '廣告：入金活動')).toBe(3)
  // 5 one call to action on its own
  await expect(banner('廣告：入金活動').getByRole('link')).toHaveText('註冊 BTCC 贏3500U 豐厚贈金（入金活動）')
  // 7 six read-mores, all of which lead somewhere in this site
  const lines = article.locator('p', { has: page.getByText('延伸閱讀', { exact: true }) })
  await expect(lines.getByRole('link')).toHaveText(readMores)
  for (const href of await lines
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href'))))
    expect(href).toMatch(/^\/zh-TW\/academy\/[a-z-]+\/[a-z0-9-]+$/)
  // 8 inline links in sentences
  await expect(article.getByRole('link', { name: 'OpenAI', exact: true })).toHaveCount(1)
  // 9 one banner in three places, each with its two downloads and the offer
  for (const name of ['廣告：App 下載', '廣告：App 下載（第 2 次出現）', '廣告：App 下載（第 3 次出現）']) {
    await expect(banner(name).getByRole('link')).toHaveText([
      '下載Android版',
      '下載iOS版',
      '台灣用戶專享優惠活動（10,055 USDT 交易大禮包）',
    ])
  }
  // 10 quotations, with who said them
  const quotations = article.locator('figure', { has: page.locator('blockquote') })
  await expect(quotations).toHaveCount(9)
  await expect(quotations.locator('cite')).toHaveCount(9)
  // 11 four link lists of 7, 4, 4 and 11
  for (const { heading, links } of linkLists) {
    const section = page.getByRole('region', { name: heading, exact: true })
    await expect(section.getByRole('heading', { level: 2 })).toHaveText(heading)
    await expect(section.getByRole('listitem')).toHaveCount(links)
    const leading = await section.getByRole('listitem').getByRole('link').count()
    await expect(section.getByText('連結待補')).toHaveCount(links - leading)
    await expect(section).toContainText(`${leading} 篇`)
  }
  // 12 one call to action that ends the lists
  await expect(banner('廣告：ChatGPT 相關股票').getByRole('link')).toHaveText('註冊 BTCC 開始投資 ChatGPT 相關股票')
  // 13 a sentence that leads to this site's own index; the other has no destination and is only words
  await expect(article.getByRole('link', { name: 'BTCC 學院', exact: true })).toHaveAttribute('href', '/zh-TW/academy')
  await expect(article.getByRole('link', { name: '資訊', exact: true })).toHaveCount(0)
  // 14 the offer, with two calls to action
  await expect(banner('廣告：BTCC 註冊優惠活動').getByRole('link')).toHaveCount(2)
  // 15 about the company: eight points and one call to action
  await expect(banner('贊助：關於 BTCC').getByRole('listitem')).toHaveCount(8)
  await expect(banner('贊助：關於 BTCC').getByRole('link')).toHaveText('立即註冊 BTCC 帳戶')

  // 6 and the order of all
  const met = await outline(page)
  expect(met.filter((part) => part !== '「」')).toEqual([
    '廣告：新手專享',
    'GPT-4為何不開源？ChatGPT是否開源引爭議，馬斯克聯名抵制GPT-4！',
    '本文目錄',
    '廣告：入金活動',
    ...headings.slice(0, 1),
    '廣告：App 下載',
    ...headings.slice(1, 3),
    '廣告：App 下載（第 2 次出現）',
    ...headings.slice(3, 6),
    '廣告：App 下載（第 3 次出現）',
    ...headings.slice(6),
    ...linkLists.map(({ heading }) => heading),
    '廣告：ChatGPT 相關股票',
    '廣告：BTCC 註冊優惠活動',
    '贊助：關於 BTCC',
  ])

  // Not one script was asked for, none came along but the one that leaves out downloads for another platform, and nothing is styled inline.
  expect(scripts).toEqual([])
  expect(
    await page.locator('script:not([type="application/ld+json"])').evaluateAll((found) => found.map(({ id }) => id)),
  ).toEqual(['lakeside'])
  expect(await page.locator('[style]').count()).toBe(0)
  // Every link of a banner says that it is paid for, and no link leads nowhere.
  for (const rel of await main.locator('aside a').evaluateAll((links) => links.map((link) => link.getAttribute('rel'))))
    expect(rel).toBe('sponsored nofollow noopener')
  expect(await page.locator('a:not([href]), a[href=""], a[href="#"], a[href^="javascript:"]').count()).toBe(0)
}

/** Paragraphs of the body that stand before the banner of that name. */
async function paragraphsBefore(page: Page, bannerName: string): Promise<number> {
  return page.locator(`aside[aria-label="${bannerName}"]`).evaluate((banner) => {
    let count = 0
    for (let element = banner.previousElementSibling; element; element = element.previousElementSibling)
      if (element.localName === 'p') count += 1
    return count
  })
}
