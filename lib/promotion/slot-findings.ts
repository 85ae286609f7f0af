import { z } from 'zod'
import { nowhereProblem, slotPlaces, standsNowhere, type PageSubject, type SlotPlaces } from './slot-places.ts'
import {
  drawnOnOf,
  field,
  instant,
  isOfType,
  publishedId,
  reference,
  type DocumentFinding,
  type Judged,
  type StoredDocument,
} from '../validation/finding.ts'
import { instantInWords } from '../time/period.ts'

const slotFields = z.object({ _id: z.string(), key: field(z.string()), fallback: reference })
const articleFields = z.object({
  _id: z.string(),
  category: reference,
  body: field(z.array(z.looseObject({ slot: reference }))),
})

/** The articles that have a slot in their body, by the slot's id. */
export function bodySlotsIn(documents: readonly StoredDocument[]): Map<string, PageSubject[]> {
  const found = new Map<string, PageSubject[]>()
  for (const document of documents) {
    if (document._type !== 'article') continue
    const { _id, category, body = [] } = articleFields.parse(document)
    for (const slot of new Set(body.filter((part) => isOfType(part, 'bodySlot')).map(({ slot: at }) => at?._ref))) {
      if (slot !== undefined)
        found.set(slot, [...(found.get(slot) ?? []), { article: publishedId(_id), category: category?._ref ?? null }])
    }
  }
  return found
}

/** On which pages a slot stands, by its id; null where it is not among the documents. */
export function placesOf(id: string, { documents, bodySlots }: Judged): SlotPlaces | null {
  const slot = documents.get(id)
  return slot ? slotPlaces(slotFields.parse(slot).key, bodySlots.get(id) ?? []) : null
}

/** What is wrong with a slot: that it stands nowhere, and what stands in it when there is no placement. */
export function slotFindings(slot: StoredDocument, judged: Judged): DocumentFinding[] {
  const { _id, fallback } = slotFields.parse(slot)
  const places = placesOf(publishedId(_id), judged)
  const find = (path: string, message: string, level: DocumentFinding['level'] = 'error'): DocumentFinding => ({
    documentId: _id,
    path,
    message,
    level,
  })
  if (places && standsNowhere(places))
    return [find('key', `${nowhereProblem}：請編輯把它放進文章的內文，或改用網站已有的版位`, 'warning')]
  if (!fallback) return []
  if (drawnOnOf(judged, fallback._ref).length === 0)
    return [
      find('fallback', '備用橫幅畫不出來，讀者看不到：請打開橫幅，補好按鈕的目的地（未發布的文件不算）或缺的欄位'),
    ]
  const offerEndsAt = instant.parse(judged.documents.get(fallback._ref)?.offerEndsAt)
  if (!offerEndsAt) return []
  const when = instantInWords(offerEndsAt, judged.timeZone)
  return Date.parse(offerEndsAt) <= judged.now.getTime()
    ? [find('fallback', `優惠在 ${when} 就截止了，備用橫幅卻還在顯示：請換一則，或改橫幅的優惠截止`)]
    : [find('fallback', `優惠到 ${when} 就截止，備用橫幅之後還會顯示：請到時候換一則`, 'warning')]
}
