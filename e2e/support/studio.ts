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

/** Signs in by the one-time link. */
export async function signIn(page: Page, link: string | undefined): Promise<void> {
  await page.goto(link ?? '')
  await expect(page.getByTestId('studio-layout')).toBeVisible({ timeout: 120_000 })
}

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
