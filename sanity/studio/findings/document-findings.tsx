import { useState } from 'react'
import { getPublishedId, type ObjectInputProps } from 'sanity'
import { z } from 'zod'
import { dueId } from '#lib/validation/due.ts'
import { findingsAsWritten } from '#lib/validation/findings.ts'
import { publicationZone } from '#lib/locales.ts'
import { useLiveAnswer } from '../live-answer.ts'
import { FindingList } from './finding-list.tsx'

const stored = z.looseObject({ _id: z.string(), _type: z.string() })
const placed = z.object({ slot: z.object({ _ref: z.string() }) })
/** What the document refers to, what is due for it, and what shares its slot. */
const filter = '_id in $ids || _id in $due || (_type == "placement" && slot._ref == $slot)'
const related = { query: `*[${filter}]`, listen: `*[${filter}]`, perspective: 'raw', schema: z.array(stored) } as const

/** At the top of a form: what will hurt in this document, other documents taken into account, as far as it is typed. */
export function DocumentFindings({ value }: Pick<ObjectInputProps, 'value'>) {
  const document = stored.safeParse(value)
  return document.success ? <Findings document={document.data} /> : null
}

function Findings({ document }: { document: z.output<typeof stored> }) {
  const [now] = useState(() => new Date())
  const id = getPublishedId(document._id)
  const ids = [id, ...referencesIn(document)].flatMap((each) => [each, `drafts.${each}`]).toSorted()
  const slot = placed.safeParse(document).data?.slot._ref ?? ''
  const others = useLiveAnswer({ ...related, params: { ids, slot, due: [dueId('publish', id), dueId('takeDown', id)] } })
  if (!others) return null
  const all = [...others.filter(({ _id }) => _id !== document._id), document]
  const findings = findingsAsWritten(all, { now, timeZone: publicationZone }).filter(({ documentId }) => getPublishedId(documentId) === id)
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
