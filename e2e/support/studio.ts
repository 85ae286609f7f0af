import type { Locator, Page } from '@playwright/test'
import type { SanityClient } from '@sanity/client'
import { expect as hasty } from './test.ts'

/** Waits as long as the Studio may take: two megabytes of script on cores that it shares with other tests. */
export const expect = hasty.configure({ timeout: 60_000 })

/** The window of an editor who wants no motion: what pulses while a form loads takes half a core of the software that draws here. */
export const editorsWindow = {
  viewport: { width: 1440, height: 1000 },
  contextOptions: { reducedMotion: 'reduce' },
} as const

/** The parts of the real Studio that the tests touch, by the test ids that it ships. */
export type DocumentForm = {
  field: (name: string) => Locator
  /** Chooses another document in a reference: 換一份 in the menu beside it, the words typed, the first hit that shows them. */
  choose: (name: string, words: string) => Promise<void>
  /** Takes an entry of the menu beside 發布 (複製成新文件, 刪除…). */
  pick: (entry: string) => Promise<void>
  /** The same, and says yes to the question that follows. */
  act: (entry: string) => Promise<void>
  /** Types at the end of the first paragraph of a rich text field. */
  appendToFirstParagraph: (name: string, text: string) => Promise<void>
  /** Waits until the lake has the draft, presses 發布, and waits until the lake has none. */
  publish: (client: SanityClient, id: string) => Promise<void>
}

/** Signs in by the one-time link. The first time it asks for a name: with one it is given, without it is skipped. */
export async function signIn(page: Page, link: string | undefined, name?: string): Promise<void> {
  await page.goto(link ?? '')
  const skip = page.getByRole('button', { name: '先略過' })
  await skip.or(studioOf(page)).first().waitFor({ timeout: 120_000 })
  if (await skip.isVisible()) {
    if (name !== undefined) await page.getByLabel('名字').fill(name)
    await (name === undefined ? skip : page.getByRole('button', { name: '開始使用' })).click()
  }
  await studioOf(page).waitFor({ timeout: 120_000 })
}

/** Signs in on the page that the Studio leads strangers to. Goes there at once: a Studio opened only to be left again is a minute of a busy machine. */
export async function signInWithPassword(
  page: Page,
  url: string,
  person: { name: string; password: string },
): Promise<void> {
  await page.goto(`${url}/lake/sign-in`)
  await page.getByLabel('名字').fill(person.name)
  await page.getByLabel('密碼').fill(person.password)
  await page.getByRole('button', { name: '登入' }).click()
  await studioOf(page).waitFor({ timeout: 120_000 })
}

const studioOf = (page: Page) => page.getByTestId('studio-layout')

/** Takes the session of the one-time link without drawing the Studio, for tests that go straight to a form: it is slow to start. */
export async function takeSession(page: Page, link: string | undefined): Promise<void> {
  const { origin, searchParams } = new URL(link ?? '')
  const response = await page.request.post(`${origin}/lake/sign-in/link`, {
    form: { code: searchParams.get('code') ?? '', skip: '1' },
    headers: { origin },
  })
  expect(new URL(response.url()).pathname).toBe('/studio')
}

/** Opens a document's form and waits until it can be edited. A Studio that stands open goes there as by one of its links: to start it again takes seconds. */
export async function openForm(
  page: Page,
  url: string,
  { id, type }: { id: string; type: string },
): Promise<DocumentForm> {
  const path = `/studio/intent/edit/id=${id};type=${type}/`
  const before = await page.getByTestId('form-view').elementHandles()
  if (await studioOf(page).isVisible()) {
    await page.evaluate((to) => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
    for (const form of before) await form.waitForElementState('hidden', { timeout: 60_000 })
  } else {
    await page.goto(`${url}${path}`)
  }
  await page.getByTestId('action-發布').waitFor({ timeout: 120_000 })
  await page.getByTestId('form-view').waitFor({ timeout: 60_000 })
  return formOf(page)
}

/** Says yes to the Studio's question. Its roles can't tell it apart: two dialogs stand in the page at once. */
export async function confirm(page: Page): Promise<void> {
  await page.getByTestId('confirm-button').click()
}

/** What the Studio writes as an error when a limit of its own ran out. Nothing is wrong then and nothing is missing, but the machine was slow. */
const studioTimeouts: readonly { limit: string; text: RegExp }[] = [
  // A value that could not be worked out has words behind `Error`.
  {
    limit: 'ten seconds for the menu of new documents',
    text: /^Failed to resolve initial value for template "\w+": Error(?:\n|$)/,
  },
  // What must stand in the preview, the tests look for themselves.
  { limit: 'fifteen seconds for the page in the preview', text: /^The preview iframe hasn't finished loading after/ },
]

/** Hears what must not happen while somebody works: what the console complains of, requests that would leave this machine, and requests that the lake does not answer. */
export function watch(page: Page, url: string): { console: string[]; outside: string[]; refused: string[] } {
  const heard = { console: new Array<string>(), outside: new Array<string>(), refused: new Array<string>() }
  page.on('console', (message) => {
    if (message.type() === 'error' && !studioTimeouts.some(({ text }) => text.test(message.text())))
      heard.console.push(message.text())
  })
  page.on('pageerror', (error) => heard.console.push(error.message))
  page.on('request', (request) => {
    if (/^(https?|wss?):/.test(request.url()) && new URL(request.url()).host !== new URL(url).host)
      heard.outside.push(request.url())
  })
  page.on('response', (response) => {
    if (response.status() >= 400) heard.refused.push(`${response.status()} ${response.url()}`)
  })
  return heard
}

/** The form that the page shows. */
export function formOf(page: Page): DocumentForm {
  const publishButton = page.getByTestId('action-發布')
  const field = (name: string) => page.getByTestId(`field-${name}`)
  const pick = async (entry: string) => {
    const item = page.getByRole('menuitem', { name: entry })
    // A form that has just been opened is drawn again when it learns what may be done, and its menu closes.
    await expect(async () => {
      if (!(await item.isVisible()))
        await page.getByTestId('pane-footer').getByTestId('action-menu-button').click({ timeout: 5_000 })
      await item.click({ timeout: 5_000 })
    }).toPass()
  }
  return {
    field,
    pick,
    appendToFirstParagraph: async (name, text) => {
      const paragraph = field(name).getByTestId('text-block__text').first()
      await paragraph.click()
      await expect(field(name).locator('[contenteditable="true"]')).toBeFocused()
      const before = await paragraph.innerText()
      await paragraph.evaluate((element) => {
        const range = document.createRange()
        range.selectNodeContents(element)
        range.collapse(false)
        const selection = window.getSelection()
        selection?.removeAllRanges()
        selection?.addRange(range)
      })
      await page.keyboard.insertText(text)
      await expect(paragraph).toHaveText(`${before}${text}`)
    },
    choose: async (name, words) => {
      const input = page.locator(`input[id="${name}"]`)
      // A form that is drawn again while it learns what may be done takes menu, words and hits with it.
      await expect(async () => {
        if (!(await input.isVisible())) {
          await page.locator(`[id="${name}-menuButton"]`).click({ timeout: 2_500 })
          await page.getByRole('menuitem', { name: '換一份' }).click({ timeout: 2_500 })
        }
        await input.fill('', { timeout: 2_500 })
        await input.fill(words, { timeout: 2_500 })
        await page
          .getByTestId('autocomplete-popover')
          .getByRole('option')
          .filter({ hasText: words })
          .first()
          .click({ timeout: 10_000 })
      }).toPass({ timeout: 120_000 })
    },
    act: async (entry) => {
      await pick(entry)
      await confirm(page)
    },
    publish: async (client, id) => {
      const drafts = () => client.fetch<number>('count(*[_id == $draft])', { draft: `drafts.${id}` })
      await expect.poll(drafts).toBe(1)
      // While the Studio checks what was typed last, the button is off for a moment and a press is lost; while it publishes, it is off too.
      await expect(async () => {
        if (await publishButton.isEnabled()) await publishButton.click({ timeout: 2_000 })
        expect(await drafts()).toBe(0)
      }).toPass({ timeout: 120_000 })
    },
  }
}
