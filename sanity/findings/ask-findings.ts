import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { publicationZone } from '#lib/settings/locales.ts'
import { hasWords } from '#lib/text/words.ts'
import { findingsIn, type DocumentFinding } from '#lib/validation/findings.ts'
import { drawnOnIn } from './drawn-on.ts'
import { leftOutOf, pagesQuestion } from './left-out.ts'

/** A document that something is wrong with, by its published id. `findings` has at least one, the worst first. */
export type FoundDocument = { id: string; type: string; name: string; findings: DocumentFinding[] }

const bannersIn = z.object({ banners: z.unknown() })
const documents = z.array(
  z.looseObject({
    _id: z.string(),
    _type: z.string(),
    title: z.string().optional().catch(undefined),
    tag: z.string().optional().catch(undefined),
    name: z.string().optional().catch(undefined),
  }),
)

/** All that the publication is made of: neither the lake's own documents nor versions, and of files the pictures of banners. */
const allDocuments =
  '*[!(_type match "system.**") && (!(_type match "sanity.**") || (_type == "sanity.imageAsset" && _id in *[_type == "banner"].image.asset._ref)) && !(_id in path("_.**")) && !(_id in path("versions.**"))]'

/**
 * Asks a lake for everything and answers what will hurt, and what pages had to leave out, by document. It reads the whole publication: some tenths of
 * a second for a thousand articles. Takes a client that sees drafts.
 */
export async function askFindings(client: SanityClient, now: Date): Promise<FoundDocument[]> {
  const [all, pages] = await Promise.all([
    client.fetch<unknown>(allDocuments, {}, { perspective: 'raw' }),
    client.fetch<unknown>(pagesQuestion.query, { now: now.toISOString() }, { perspective: 'published' }),
  ])
  const stored = documents.parse(all)
  const known = new Map(stored.map((document) => [document._id, document]))
  const drawnOn = drawnOnIn(bannersIn.parse(pages).banners)
  const findings = joined(
    findingsIn(stored, { now, timeZone: publicationZone, drawnOn }),
    leftOutOf(pages, now).map(toDocumentFinding),
  )
  const byDocument = Map.groupBy(findings, ({ documentId }) => documentId.replace(/^drafts\./, ''))
  return [...byDocument].map(([id, found]) => {
    const document = known.get(`drafts.${id}`) ?? known.get(id)
    return {
      id,
      type: document?._type ?? '',
      name: [document?.title, document?.tag, document?.name].find(hasWords) ?? id,
      findings: found.toSorted((a, b) => rank(a) - rank(b)),
    }
  })
}

const rank = ({ level }: DocumentFinding) => (level === 'error' ? 0 : 1)

const toDocumentFinding = ({ documentId, path }: { documentId: string; path: string }): DocumentFinding => ({
  documentId,
  path,
  message: '這一部分讀不出來，頁面沒有顯示它：請重新填寫或刪除',
  level: 'error',
})

/** What both say of one place is said once, in the words of the first. */
const joined = (first: readonly DocumentFinding[], second: readonly DocumentFinding[]): DocumentFinding[] => {
  const said = new Set(first.map(({ documentId, path }) => `${documentId} ${path}`))
  return [
    ...first,
    ...second.filter(
      ({ documentId, path }) =>
        ![...said].some(
          (place) =>
            place === `${documentId} ${path}` ||
            place.startsWith(`${documentId} ${path}.`) ||
            place.startsWith(`${documentId} ${path}[`),
        ),
    ),
  ]
}
