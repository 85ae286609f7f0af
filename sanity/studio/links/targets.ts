import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import type { OwnPage, Typed, TypedLink } from '#lib/links/typed-links.ts'

/** A document that a link can lead to. */
export type Target = { _id: string; _type: string; title: string | null }

const targets = z.array(z.object({ _id: z.string(), _type: z.string(), title: z.string().nullable().catch(null) }))
const shape = '{_id, _type, "title": coalesce(title, name)}'

/** What a destination stores; empty is 連結待補. */
export type StoredDestination = {
  _type: 'destination'
  reference?: { _type: 'reference'; _ref: string; _weak: true }
  page?: string
  url?: string
}

export const leadingTo = (id: string): StoredDestination => ({
  _type: 'destination',
  reference: { _type: 'reference', _ref: id, _weak: true },
})
export const leadingToPage = (page: string): StoredDestination => ({ _type: 'destination', page })

/** Articles, categories and authors whose name has these words, the newest articles first; eight at most. */
export async function searchTargets(client: SanityClient, words: string): Promise<Target[]> {
  const groq = `*[_type in ["article", "category", "author"] && (title match $words || name match $words)] | order(dateTime(publishedAt) desc, _id asc)[0...8]${shape}`
  return targets.parse(
    await client.fetch<unknown>(
      groq,
      { words: words.split(/\s+/).map((word) => `*${word}*`) },
      { perspective: 'drafts' },
    ),
  )
}

/** What was typed as a destination, or null when the document that an address names is not there: such a link would lead nowhere. */
export async function storedDestination(client: SanityClient, to: Typed): Promise<StoredDestination | null> {
  if (to.kind === 'words') return null
  if (to.kind === 'url') return { _type: 'destination', url: to.url }
  if (to.kind === 'page') return leadingToPage(to.page)
  const id = await documentOf(client, to)
  return id === null ? null : leadingTo(id)
}

const documentOf = async (
  client: SanityClient,
  { type, slug }: Extract<OwnPage, { kind: 'document' }>,
): Promise<string | null> =>
  z
    .string()
    .nullable()
    .parse(
      await client.fetch<unknown>(
        '*[_type == $type && slug.current == $slug][0]._id',
        { type, slug },
        { perspective: 'drafts' },
      ),
    )

export type StoredLink = { _key: string; _type: 'link'; text?: string; destination?: StoredDestination }

/** The links as a link list stores them, keys given by `newKey`. An address of ours that names no document becomes words to be seen to. */
export const storedLinks = (
  client: SanityClient,
  links: readonly TypedLink[],
  newKey: () => string,
): Promise<StoredLink[]> =>
  Promise.all(
    links.map(async ({ text, to }): Promise<StoredLink> => {
      const destination = await storedDestination(client, to)
      const said = text || (destination || to.kind !== 'document' ? '' : to.slug)
      return { _key: newKey(), _type: 'link', ...(said ? { text: said } : {}), ...(destination ? { destination } : {}) }
    }),
  )
