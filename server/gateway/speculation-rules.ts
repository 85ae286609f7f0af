import { publishedLocales } from '#lib/settings/locales.ts'

/** Where browsers find the rules; the header of reader pages names it. */
export const speculationRulesPath = '/speculation-rules.json'

/** The content type of the rules. Browsers take no other. */
export const speculationRulesType = 'application/speculationrules+json'

/**
 * Which links a browser may follow ahead, while the pointer rests on them or as they are pressed: to reader pages of this site, so never
 * to the Studio, the lake or a file, and never by a link that is paid for, which would be a visit that nobody made.
 * The page is made ready whole: it runs nothing that could notice. A browser that can't do that fetches it.
 */
export function speculationRules(): string {
  const readerPages = publishedLocales.flatMap((locale) => [`/${locale}`, `/${locale}/*`])
  const others = '[rel~="sponsored"], [rel~="nofollow"], [download], [target]:not([target="_self"])'
  return JSON.stringify({
    prerender: [
      { where: { and: [{ href_matches: readerPages }, { not: { selector_matches: others } }] }, eagerness: 'moderate' },
    ],
  })
}
