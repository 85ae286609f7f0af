import { useState } from 'react'
import { getPublishedId, type ObjectInputProps } from 'sanity'
import { z } from 'zod'
import { dueId } from '#lib/validation/due.ts'
import { findingsAsWritten } from '#lib/validation/findings.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { drawnBanners, drawnOnIn } from '#sanity/findings/drawn-on.ts'
import { useLiveAnswer } from '../live-answer.ts'
import { FindingList } from './finding-list.tsx'

const stored = z.looseObject({ _id: z.string(), _type: z.string() })
const placed = z.object({ _type: z.literal('placement'), slot: z.object({ _ref: z.string() }) })
const inSlot = '_type == "placement" && slot._ref == $slot'
const onArticles = '_type == "article" && $slot in body[_type == "bodySlot"].slot._ref'
const filter = `_id in $ids || _id in $due || (${inSlot})`
/**
 * What the document refers to, what is due for it, what shares its slot with their banners, in which articles that slot stands, of these only
 * what says so; and the banners as pages draw them.
 */
const related = {
  query: `{
    "documents": *[${filter}],
    "banners": *[_type == "banner" && !(_id in $ids) && (_id in *[${inSlot}].banner._ref || string::split(_id, "drafts.")[1] in *[${inSlot}].banner._ref)],
    "articles": *[!(_id in $ids) && ${onArticles}]{_id, _type, category, "body": body[_type == "bodySlot"]},
    "drawn": ${drawnBanners(` && !(_id in path("drafts.**")) && !(_id in path("versions.**")) && (_id in $ids || _id in *[${inSlot}].banner._ref)`)}
  }`,
  listen: `*[${filter} || _type == "banner" || (${onArticles})]`,
  perspective: 'raw',
  schema: z.object({
    documents: z.array(stored),
    banners: z.array(stored),
    articles: z.array(stored),
    drawn: z.unknown(),
  }),
} as const

/** At the top of a form: what will hurt in this document, other documents taken into account, as far as it is typed. */
export function DocumentFindings({ value }: Pick<ObjectInputProps, 'value'>) {
  const document = stored.safeParse(value)
  return document.success ? <Findings document={document.data} /> : null
}

function Findings({ document }: { document: z.output<typeof stored> }) {
  const [now] = useState(() => new Date())
  const id = getPublishedId(document._id)
  const ids = [id, ...referencesIn(document)].flatMap((each) => [each, `drafts.${each}`]).toSorted()
  const slot = document._type === 'slot' ? id : (placed.safeParse(document).data?.slot._ref ?? '')
  const others = useLiveAnswer({
    ...related,
    params: { ids, slot, due: [dueId('publish', id), dueId('takeDown', id)] },
  })
  if (!others) return null
  const known = [...others.documents, ...others.banners, ...others.articles]
  const telling = { now, timeZone: publicationZone, drawnOn: drawnOnIn(others.drawn, window.location.origin) }
  const findings = findingsAsWritten([...known.filter(({ _id }) => _id !== document._id), document], telling).filter(
    ({ documentId }) => getPublishedId(documentId) === id,
  )
  return findings.length > 0 ? <FindingList document={{ id, type: document._type }} findings={findings} /> : null
}

/** The published ids of the documents that a value refers to, each once. */
function referencesIn(value: unknown): string[] {
  const found = new Set<string>()
  const visit = (part: unknown) => {
    if (typeof part !== 'object' || part === null) return
    if ('_ref' in part && typeof part._ref === 'string') found.add(part._ref)
    Object.values(part).forEach(visit)
  }
  visit(value)
  return [...found]
}
