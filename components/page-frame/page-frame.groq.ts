import { z } from 'zod'
import { identity, list, maybe } from '#lib/page/fields.ts'
import { hasWords } from '#lib/text/words.ts'
import { categoryNameFragment, categoryNameSchema } from '#components/category/category.groq.ts'

const siteSettingsFragment = /* groq */ `_id, _rev, title, tagline, description, legal, disclosureIntro`

/**
 * What every page shows around its own content. It stands as `"frame"` in every page's question. It counts no articles: every page would
 * then be made from all of them, and one more article would drop every page.
 */
export const pageFrameFragment = /* groq */ `
  "settings": *[_type == "siteSettings" && _id == "siteSettings"][0]{${siteSettingsFragment}},
  "categories": *[_type == "category" && defined(slug.current)] | order(order asc, _id asc) {${categoryNameFragment}},
  "authors": count(*[_type == "author" && defined(name) && defined(slug.current)])
`

export const siteSettingsSchema = z.object({
  ...identity,
  title: maybe(z.string()),
  tagline: maybe(z.string()),
  description: maybe(z.string()),
  legal: maybe(z.string()),
  disclosureIntro: maybe(z.string()),
})

export const pageFrameSchema = z.object({
  settings: maybe(siteSettingsSchema),
  categories: list(categoryNameSchema),
  /** How many authors have a page; the authors' index is offered only when there is one. */
  authors: z.number().int().nonnegative(),
})

export type SiteSettings = z.infer<typeof siteSettingsSchema>
export type PageFrame = z.infer<typeof pageFrameSchema>

/** The site's name as it is set; the dictionary's where it has no words. */
export const siteTitle = (settings: SiteSettings | null, words: { siteTitle: string }): string =>
  hasWords(settings?.title) ? settings.title.trim() : words.siteTitle
