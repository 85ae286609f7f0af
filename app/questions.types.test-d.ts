import type { z } from 'zod'
import type {
  ACADEMY_PAGE_QUERY_RESULT,
  ARTICLE_PAGE_QUERY_RESULT,
  AUTHOR_PAGE_QUERY_RESULT,
  AUTHORS_PAGE_QUERY_RESULT,
  CATEGORY_PAGE_QUERY_RESULT,
  BANNER_PREVIEW_QUERY_RESULT,
  DISCLOSURE_PAGE_QUERY_RESULT,
  FRONT_PAGE_QUERY_RESULT,
  LOST_PAGE_QUERY_RESULT,
  SITEMAP_QUERY_RESULT,
} from '#sanity/types.ts'
import type { academyPageSchema } from './[locale]/academy/academy-page.groq.ts'
import type { categoryPageSchema } from './[locale]/academy/[category]/category-page.groq.ts'
import type { articlePageSchema } from './[locale]/academy/[category]/[slug]/article-page.groq.ts'
import type { authorPageSchema } from './[locale]/authors/[slug]/author-page.groq.ts'
import type { authorsPageSchema } from './[locale]/authors/authors-page.groq.ts'
import type { bannerPreviewSchema } from './[locale]/banner-preview/[id]/banner-preview.groq.ts'
import type { disclosurePageSchema } from './[locale]/disclosure/disclosure-page.groq.ts'
import type { frontPageSchema } from './[locale]/front-page.groq.ts'
import type { lostPageSchema } from './[locale]/lost-page.groq.ts'
import type { sitemapSchema } from './sitemap.groq.ts'

/**
 * An answer in which nothing is missing. TypeGen says `| null` of every field, because a hand-made document may lack any; the schema
 * asks for some of them, and leaves out the part that lacks one.
 */
type Filled<T> = T extends readonly (infer Item)[]
  ? Filled<Item>[]
  : T extends object
    ? { [K in keyof T]-?: Filled<Exclude<T[K], null | undefined>> }
    : T

/** True when the schema takes what TypeGen says of the question: same names, same kinds of values, same choices. */
type Takes<S extends z.ZodType, A> = Filled<A> extends Filled<z.input<S>> ? true : false

/** The compiler checks these: a field renamed in a schema or question and not in the other turns one into false. */
export const schemasTakeWhatQuestionsAnswer: {
  academy: Takes<typeof academyPageSchema, ACADEMY_PAGE_QUERY_RESULT>
  article: Takes<typeof articlePageSchema, ARTICLE_PAGE_QUERY_RESULT>
  author: Takes<typeof authorPageSchema, AUTHOR_PAGE_QUERY_RESULT>
  authors: Takes<typeof authorsPageSchema, AUTHORS_PAGE_QUERY_RESULT>
  bannerPreview: Takes<typeof bannerPreviewSchema, BANNER_PREVIEW_QUERY_RESULT>
  category: Takes<typeof categoryPageSchema, CATEGORY_PAGE_QUERY_RESULT>
  disclosure: Takes<typeof disclosurePageSchema, DISCLOSURE_PAGE_QUERY_RESULT>
  front: Takes<typeof frontPageSchema, FRONT_PAGE_QUERY_RESULT>
  lost: Takes<typeof lostPageSchema, LOST_PAGE_QUERY_RESULT>
  sitemap: Takes<typeof sitemapSchema, SITEMAP_QUERY_RESULT>
} = {
  academy: true,
  article: true,
  author: true,
  authors: true,
  bannerPreview: true,
  category: true,
  disclosure: true,
  front: true,
  lost: true,
  sitemap: true,
}
