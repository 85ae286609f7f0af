import { z } from 'zod'
import { addressFindings } from './address-findings.ts'
import { bannerCopyFindings } from '../promotion/banner-findings.ts'
import { bannerMaterialFindings } from '../promotion/banner-material-findings.ts'
import { bodyFindings, pictureFindings, unresolvedFindings } from './content-findings.ts'
import {
  isDraft,
  publishedId,
  type DocumentFinding,
  type Judged,
  type StoredDocument,
  type Telling,
} from './finding.ts'
import { overlapFindings } from '../promotion/overlap-findings.ts'
import { placementFields } from '../promotion/placement-fields.ts'
import { placementFindings } from '../promotion/placement-findings.ts'
import { bodySlotsIn, slotFindings } from '../promotion/slot-findings.ts'

export type { DocumentFinding, StoredDocument } from './finding.ts'

const dueFields = z.object({ documentId: z.string(), problem: z.string() })

/**
 * Everything in the documents that will hurt readers or editors, found before it does. What is live is judged as readers meet it, drafts as they will
 * be when all are published. What is wrong with both is told once, at the live one; what is wrong only until the drafts are published says so. Takes
 * all stored documents, drafts too; `timeZone` is the zone in which times are told and hours are kept.
 */
export function findingsIn(documents: readonly StoredDocument[], telling: Telling): DocumentFinding[] {
  const all = lookedThrough(documents)
  const live = findingsAmong(
    documents.filter(({ _id }) => !isDraft(_id)),
    all,
    telling,
  )
  const written = findingsAmong(asWritten(all.stored), all, telling)
  const [inLive, inWritten] = [new Set(live.map(faultOf)), new Set(written.map(faultOf))]
  return [
    ...live.map((finding): DocumentFinding =>
      inWritten.has(faultOf(finding)) ? finding : { ...finding, message: `讀者現在看到的版本：${finding.message}` },
    ),
    ...written.filter((finding) => !inLive.has(faultOf(finding))),
  ]
}

/** What will still hurt when all drafts are published: for a form, where what was mended is gone as soon as it is typed. */
export function findingsAsWritten(documents: readonly StoredDocument[], telling: Telling): DocumentFinding[] {
  const all = lookedThrough(documents)
  return findingsAmong(asWritten(all.stored), all, telling)
}

const faultOf = ({ documentId, path, message }: DocumentFinding): string =>
  JSON.stringify([publishedId(documentId), path, message])

const asWritten = (stored: Judged['stored']): StoredDocument[] =>
  [...stored.values()].filter(({ _id }) => isDraft(_id) || !stored.has(`drafts.${_id}`))

/** All that is stored, and what is wrong with each by itself, by id: that is the same whatever it is judged with, and long bodies are read once. */
type LookedThrough = { stored: Judged['stored']; alone: ReadonlyMap<string, readonly DocumentFinding[]> }

function lookedThrough(documents: readonly StoredDocument[]): LookedThrough {
  const stored = new Map(documents.map((document) => [document._id, document]))
  const alone = documents.map((document): [string, DocumentFinding[]] => [
    document._id,
    [
      ...addressFindings(document, stored),
      ...unresolvedFindings(document, stored),
      ...pictureFindings(document),
      ...bodyFindings(document),
      ...(document._type === 'banner'
        ? [...bannerCopyFindings(document), ...bannerMaterialFindings(document, stored)]
        : []),
      ...(document._type === 'dueWork' ? dueFindings(document) : []),
    ],
  ])
  return { stored, alone: new Map(alone) }
}

/** Takes at most one version of each document. */
function findingsAmong(
  documents: readonly StoredDocument[],
  { stored, alone }: LookedThrough,
  telling: Telling,
): DocumentFinding[] {
  const judged: Judged = {
    documents: new Map(documents.map((document) => [publishedId(document._id), document])),
    stored,
    bodySlots: bodySlotsIn(documents),
    ...telling,
  }
  const placements = documents
    .filter(({ _type }) => _type === 'placement')
    .map((document) => placementFields.parse(document))
  return [
    ...placements.flatMap((placement) => placementFindings(placement, judged)),
    ...overlapFindings(placements, judged),
    ...documents.filter(({ _type }) => _type === 'slot').flatMap((slot) => slotFindings(slot, judged)),
    ...documents.flatMap(({ _id }) => alone.get(_id) ?? []),
  ]
}

/** Work that fell due and could not be done is told at the document that it was for. */
function dueFindings(document: StoredDocument): DocumentFinding[] {
  const due = dueFields.safeParse(document)
  return due.success
    ? [{ documentId: due.data.documentId, path: '', message: `排程沒有執行：${due.data.problem}`, level: 'error' }]
    : []
}
