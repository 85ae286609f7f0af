import { lakeCommand } from './support/command.ts'
import { newBanner } from './support/documents.ts'
import { editorsWindow, expect, formOf, takeSession } from './support/studio.ts'
import { articlePath, test } from './support/test.ts'

test.use(editorsWindow)
test.setTimeout(300_000)

const article = async (url: string) => (await fetch(`${url}${articlePath}`)).text()
const slot = { id: 'slot-article-top', type: 'slot' }

test("a marketer in New York swaps a banner by Taipei's clock, stops it with two taps on a phone, and takes that back", async ({
  site,
  page,
}) => {
  const password = await lakeCommand(site.dataFolder, 'user', 'add', '林行銷', '--role', 'marketer')
  await page.request.post(`${site.url}/lake/sign-in`, {
    form: { name: '林行銷', password },
    headers: { origin: site.url },
  })
  await page.goto(`${site.url}/studio/intent/edit/id=${slot.id};type=${slot.type}/`)
  const panel = page.getByTestId('slot-panel')
  await expect(panel.getByTestId('standing')).toContainText('新手專享', { timeout: 120_000 })
  await expect(panel).toContainText('沒有排定的變化')

  await panel.getByRole('button', { name: '換橫幅' }).click()
  const dialog = page.getByRole('dialog', { name: /換橫幅/ })
  await dialog.getByLabel('哪一則橫幅').selectOption('new')
  await dialog.getByLabel('標籤').fill('雙十一')
  await dialog.getByLabel(/短句/).fill('限時領好禮')
  await dialog.getByLabel('按鈕文字').fill('看看')
  await dialog.getByLabel('按鈕的網址').fill('https://www.btcc.com/zh-TW')
  await dialog.getByLabel('誰的').fill('湖畔')
  await dialog.getByLabel('到：日期').fill('2199-11-29')
  await dialog.getByLabel('到：時間').fill('24:00')
  await expect(dialog.getByTestId('swap-sentence')).toHaveText(
    '發布後馬上開始，到 2199/11/29（五）24:00 為止，所有讀者在「文章頁：標題上方」看到「雙十一」；之後換回「新手專享」。',
  )
  await dialog.getByTestId('confirm-swap').click()
  await expect(panel.getByTestId('standing')).toContainText('雙十一')
  await expect(panel).toContainText('接下來：2199/11/30（六）00:00 換成「新手專享」')
  expect(await article(site.url)).toContain('自家優惠：雙十一')
  const made = await site.client.fetch<{
    placement: { _rev: string; endsAt: string; priority: number }
    banner: { _rev: string }
  }>(
    '{"placement": *[_type == "placement" && banner->tag == "雙十一"][0], "banner": *[_type == "banner" && tag == "雙十一"][0]}',
  )
  expect(made.placement).toMatchObject({ endsAt: '2199-11-29T16:00:00.000Z', priority: 1, _rev: made.banner._rev })

  // On a phone: two taps, and the answer comes when no page shows it any more.
  await page.setViewportSize({ width: 360, height: 740 })
  await panel.getByRole('button', { name: '停播' }).click()
  await page.getByTestId('confirm-stop').click()
  await expect(panel.getByText(/^已停止 \d\d:\d\d:\d\d（台北），現在顯示：「新手專享」$/)).toBeVisible()
  expect(await article(site.url)).not.toContain('雙十一')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await panel.getByRole('button', { name: '復原' }).click()
  await expect(panel.getByText(/^已恢復 \d\d:\d\d:\d\d（台北），現在顯示：「雙十一」$/)).toBeVisible()
  expect(await article(site.url)).toContain('自家優惠：雙十一')
})

test("a finding leads to its field; the period is typed in Taipei's time, said again in words, and the finding is gone", async ({
  site,
  page,
}) => {
  const { client } = site
  await client.create(newBanner('banner-late', '晚到的'))
  const ref = (_ref: string) => ({ _type: 'reference', _ref })
  await client.create({
    _id: 'placement-odd',
    _type: 'placement',
    title: '顛倒的檔期',
    banner: ref('banner-late'),
    slot: ref('slot-front-inline'),
    priority: 0,
    startsAt: '2199-11-30T00:00:00.000Z',
    endsAt: '2199-11-29T00:00:00.000Z',
  })
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/studio/findings`)
  const finding = page.getByTestId('found-placement-odd').getByTestId('finding')
  await expect(finding).toContainText('結束時間要晚於開始時間', { timeout: 120_000 })
  await finding.click()

  const form = formOf(page)
  const [starts, ends] = [form.field('startsAt'), form.field('endsAt')]
  await expect(ends.getByLabel('結束時間：日期')).toBeFocused()
  await expect(ends).toContainText('台北時間')
  await expect(starts.getByLabel('開始時間：日期')).toHaveValue('2199-11-30')
  await expect(starts.getByLabel('開始時間：時間')).toHaveValue('08:00')
  await starts.getByLabel('開始時間：日期').fill('2199-11-27')
  await starts.getByLabel('開始時間：時間').fill('18:00')
  await ends.getByLabel('結束時間：日期').fill('2199-11-29')
  await ends.getByLabel('結束時間：時間').fill('2400')
  await ends.getByLabel('結束時間：時間').blur()
  await expect(ends.getByLabel('結束時間：時間')).toHaveValue('24:00')
  await expect(page.getByTestId('period')).toHaveText('2199/11/27（三）18:00 → 2199/11/29（五）24:00，共 54 小時')
  await expect(page.getByTestId('form-view').getByTestId('finding')).toHaveCount(0)
  await form.publish(client, 'placement-odd')
  expect(await client.getDocument('placement-odd')).toMatchObject({
    startsAt: '2199-11-27T10:00:00.000Z',
    endsAt: '2199-11-29T16:00:00.000Z',
  })

  await page.getByRole('link', { name: '待處理' }).click()
  await expect(page.getByTestId('findings-count')).toContainText('份文件')
  await expect(finding).toHaveCount(0)
  await client.delete('placement-odd')
  await client.create({ ...newBanner('drafts.banner-next', '沒有揭露'), disclosure: undefined })
  await expect(page.getByTestId('found-banner-next')).toContainText('沒有揭露性質')
})

test('an article is set to be taken down, its badge says when, and that is cancelled', async ({ site, page }) => {
  const id = 'article-ai-coins'
  await takeSession(page, site.signInLink)
  await page.goto(`${site.url}/studio/intent/edit/id=${id};type=article/`)
  // By its name: the body's own toolbar has a button of the same test id.
  const menu = page.getByRole('button', { name: '打開文件動作選單' })
  await expect(menu).toBeEnabled({ timeout: 120_000 })
  const open = async () => {
    // The menu is drawn again, and shuts, while the form is still learning what may be done.
    await expect(async () => {
      await menu.click()
      await page.getByRole('menuitem', { name: '排程發布與取消發布' }).click({ timeout: 2_000 })
    }).toPass()
  }
  const badge = page.getByTestId('pane-footer').getByText('2199/11/29（五）24:00 取消發布')
  const due = () => site.client.getDocument(`due-takeDown-${id}`)
  await open()
  const dialog = page.getByRole('dialog', { name: '排程' })
  await dialog.getByLabel('排程取消發布：日期').fill('2199-11-29')
  await expect(dialog.getByTestId('due-notice')).toHaveText('2199/11/29（五）24:00 取消發布')
  // A time that is none is not saved, nor the one before it in its place.
  const time = dialog.getByLabel('排程取消發布：時間')
  await time.fill('25:00')
  await time.press('Tab')
  await expect(dialog.getByRole('alert')).toContainText('還沒存')
  await expect(dialog.getByTestId('save-due')).toBeDisabled()
  await time.fill('晚上12點')
  await time.press('Tab')
  await expect(time).toHaveValue('24:00')
  await dialog.getByTestId('save-due').click()
  await expect
    .poll(due)
    .toMatchObject({ kind: 'takeDown', documentId: id, documentType: 'article', at: '2199-11-29T16:00:00.000Z' })
  await expect(badge).toBeVisible()

  await open()
  await dialog.getByLabel('排程取消發布：時間').fill('')
  await dialog.getByLabel('排程取消發布：日期').fill('')
  await dialog.getByTestId('save-due').click()
  await expect.poll(due).toBeFalsy()
  await expect(badge).toHaveCount(0)
})
