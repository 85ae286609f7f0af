import type { Locator, Page } from '@playwright/test'
import type { SanityClient } from '@sanity/client'
import { expect } from './test.ts'

/** The parts of the real Studio that the tests touch, by the test ids that it ships. */
export type DocumentForm = {
  field: (name: string) => Locator
  /** Types at the end of the first paragraph of a rich text field. */
  appendToFirstParagraph: (name: string, text: string) => Promise<void>
  /** Waits until the lake has the draft, presses 發布, and waits until the lake has none. */
  publish: (client: SanityClient, id: string) => Promise<void>
}

/** Signs in by the one-time link. The first time it asks for a name: with one it is given, without it is skipped. */
export async function signIn(page: Page, link: string | undefined, name?: string): Promise<void> {
  await page.goto(link ?? '')
  const skip = page.getByRole('button', { name: '先略過' })
  await expect(skip.or(studioOf(page)).first()).toBeVisible({ timeout: 120_000 })
  if (await skip.isVisible()) {
    if (name !== undefined) await page.getByLabel('名字').fill(name)
    await (name === undefined ? skip : page.getByRole('button', { name: '開始使用' })).click()
  }
  await expect(studioOf(page)).toBeVisible({ timeout: 120_000 })
}

/** Signs in on the page that the Studio leads strangers to. Goes there at once: a Studio opened only to be left again is a minute of a busy machine. */
export async function signInWithPassword(page: Page, url: string, person: { name: string; password: string }): Promise<void> {
  await page.goto(`${url}/lake/sign-in`)
  await page.getByLabel('名字').fill(person.name)
  await page.getByLabel('密碼').fill(person.password)
  await page.getByRole('button', { name: '登入' }).click()
  await expect(studioOf(page)).toBeVisible({ timeout: 120_000 })
}

const studioOf = (page: Page) => page.getByTestId('studio-layout')

/** Opens a document's form and waits until it can be edited. */
export async function openForm(page: Page, url: string, { id, type }: { id: string; type: string }): Promise<DocumentForm> {
  await page.goto(`${url}/studio/intent/edit/id=${id};type=${type}/`)
  const publishButton = page.getByTestId('action-發布')
  await expect(publishButton).toBeVisible({ timeout: 120_000 })
  return formOf(page)
}

/** The form that the page shows. */
export function formOf(page: Page): DocumentForm {
  const publishButton = page.getByTestId('action-發布')
  const field = (name: string) => page.getByTestId(`field-${name}`)
  return {
    field,
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
