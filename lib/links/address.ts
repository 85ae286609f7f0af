import { z } from 'zod'

/** The longest slug as it stands in an address, percent codes counted. Sitemaps allow addresses of 2,048 characters, and an article's has two slugs. */
const longest = 960

/**
 * Whether a slug can be a segment of an address. Half of a character can't be encoded, dots alone climb, slashes and control characters are
 * refused by the gateway, and Next takes what ends with `.rsc` for a question of its own script.
 */
function makesAddress(slug: string): boolean {
  if (slug.length > longest || !slug.isWellFormed()) return false
  if (/^\.{0,2}$|\.rsc$|[\u0000-\u001f\u007f/\\]/.test(slug)) return false
  return encodeURIComponent(slug).length <= longest
}

/** A slug that makes an address. What fails costs its own document only: the document has no page, and links to it lead nowhere. */
export const slugSchema = z.string().refine(makesAddress, { message: 'a slug that makes no address' }).brand<'Slug'>()

/** The slug of a category. The addresses of articles in a category `page` would be those of the pages of the list of all articles. */
export const categorySlugSchema = slugSchema.refine((slug) => slug !== 'page', {
  message: 'a slug that is taken by the pages of a list',
})

/** A slug that has been checked. Every path of a document is made from these alone. */
export type Slug = z.infer<typeof slugSchema>

/**
 * @param slug A slug as stored.
 * @returns The same, when it makes an address; null otherwise.
 */
export const slugOrNull = (slug: string | null | undefined): Slug | null => slugSchema.safeParse(slug).data ?? null

/** The same for the slug of a category. */
export const categorySlugOrNull = (slug: string | null | undefined): Slug | null =>
  categorySlugSchema.safeParse(slug).data ?? null
