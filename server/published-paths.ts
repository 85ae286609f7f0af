import { createClient } from '@sanity/client'
import { z } from 'zod'
import { publishedLocales } from '#lib/settings/locales.ts'
import { academyPath, authorsPath, disclosurePath, frontPath } from '#lib/links/paths.ts'
import type { Lake } from '#sanity/lake/lake.ts'

export type PublishedPaths = {
  /** Whether a published document has this path. A guess that decides who goes first, and nothing else: the page itself says what is there. */
  has: (path: string) => boolean
}

const types = ['category', 'article', 'author'] as const
type Kind = (typeof types)[number]

const stored = z.object({
  _id: z.string().regex(/^[^.]+$/, "published: the ids of drafts, versions and the lake's own documents have a dot"),
  _type: z.enum(types),
  slug: z.object({ current: z.string() }),
  category: z.object({ _ref: z.string() }).optional().catch(undefined),
})
type Stored = z.infer<typeof stored>

const keyOf = (type: Kind, slug: string) => `${type} ${slug}`

/** Pages that are there whatever is published. */
const fixed: ReadonlySet<string> = new Set(
  publishedLocales.flatMap((locale) => [
    frontPath(locale),
    academyPath(locale),
    authorsPath(locale),
    disclosurePath(locale),
  ]),
)

/** The fixed pages, and the paths of the categories, articles and authors that are noted. */
export function createPublishedPaths(): PublishedPaths & { note: (id: string, document: unknown) => void } {
  const byId = new Map<string, Stored>()
  const byKey = new Map<string, Set<string>>()
  const forget = (id: string) => {
    const before = byId.get(id)
    if (!before) return
    byId.delete(id)
    const key = keyOf(before._type, before.slug.current)
    const ids = byKey.get(key)
    ids?.delete(id)
    if (ids?.size === 0) byKey.delete(key)
  }
  const find = (type: Kind, slug: string) => [...(byKey.get(keyOf(type, slug)) ?? [])]
  return {
    note(id, document) {
      forget(id)
      const { data } = stored.safeParse(document)
      if (!data) return
      byId.set(id, data)
      const key = keyOf(data._type, data.slug.current)
      byKey.set(key, (byKey.get(key) ?? new Set()).add(id))
    },
    has(path) {
      if (fixed.has(path)) return true
      const [, , section, first, second, ...more] = path.split('/').map(decode)
      if (first === undefined || more.length > 0) return false
      if (section === 'authors') return second === undefined && find('author', first).length > 0
      if (section !== 'academy') return false
      const categories = find('category', first)
      if (second === undefined) return categories.length > 0
      return find('article', second).some((id) => categories.includes(byId.get(id)?.category?._ref ?? ''))
    },
  }
}

/** The paths of a lake in this process. `apiHost` is the lake's address. */
export async function followPublishedPaths(
  lake: Pick<Lake, 'onCommit' | 'siteToken'>,
  apiHost: string,
  place: { projectId: string; dataset: string },
): Promise<PublishedPaths> {
  const paths = createPublishedPaths()
  /** What was written since the question below was asked is newer than its answer. */
  let noted: Set<string> | undefined = new Set<string>()
  lake.onCommit(({ changes }) => {
    for (const { documentId, after } of changes) {
      noted?.add(documentId)
      paths.note(documentId, after)
    }
  })
  const client = createClient({
    ...place,
    apiHost,
    useProjectHostname: false,
    useCdn: false,
    apiVersion: '2025-02-19',
    token: lake.siteToken,
    perspective: 'published',
  })
  const found = await client.fetch<unknown>('*[_type in $types && defined(slug.current)]{_id, _type, slug, category}', {
    types,
  })
  for (const document of z.array(z.looseObject({ _id: z.string() })).parse(found))
    if (!noted.has(document._id)) paths.note(document._id, document)
  noted = undefined
  return paths
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
