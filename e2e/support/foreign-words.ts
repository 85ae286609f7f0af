import type { Page } from '@playwright/test'

/** Names, signs and what a person types as it stands: the only words in Latin letters that the Studio in zh-TW may show. */
const known = new Set([
  // names
  'Lakeside',
  'Sanity',
  'Studio',
  'Vision',
  'GROQ',
  'API',
  'URL',
  'ID',
  'JSON',
  'CSV',
  'CDN',
  'App',
  'Android',
  'iOS',
  'English',
  'GitHub',
  'Slack',
  'BTCC',
  'OpenAI',
  'Ilya',
  'Sutskever',
  'Portable',
  'Text',
  'script', // what a token without a name of its own signs with
  // codes, keys of the keyboard and addresses that are typed as they stand
  'GMT',
  'Ctrl',
  'Alt',
  'Esc',
  'https',
  'http',
  'mailto',
  'tel',
  'en',
  'ja',
  'zh',
  'CN',
  'TW',
  'article',
  'top',
  'research',
  'analysis',
  'owner',
  'lakeside',
  'invalid',
  'Asia',
  'Taipei',
])

/** What Sanity's code says in English whatever the language: it asks for no translation there. */
const hardCoded = new Set([
  'Close dialog',
  'Clear',
  'Mark definitions',
  'Edited at',
  'Created at',
  'Contains document, image or file',
])

/** The words in Latin letters that the page shows or has read aloud (names of buttons, fields, pictures), but for the known ones: each with the text it stands in. */
export async function foreignWords(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const heard: string[] = []
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest('[aria-hidden="true"], style, script, noscript, .cm-editor, .cm-content')
    for (const element of document.body.querySelectorAll('*')) {
      if (!isShown(element)) continue
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) heard.push(element.getAttribute(name) ?? '')
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) heard.push(node.textContent ?? '')
      if (element instanceof HTMLInputElement && element.type !== 'hidden' && element.readOnly)
        heard.push(element.value)
    }
    return heard
  })
  const foreign = (text: string) =>
    (text.match(/[A-Za-z][a-z]*(?:[A-Z]+[a-z]*)*/g) ?? []).filter((word) => word.length > 1 && !known.has(word))
  return [
    ...new Set(
      texts.flatMap((text) =>
        !hardCoded.has(text.trim()) && foreign(text).length > 0 ? [text.trim().slice(0, 120)] : [],
      ),
    ),
  ]
}
