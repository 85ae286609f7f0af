import { z } from 'zod'
import { categorySlugOrNull, slugOrNull, type Slug } from '../links/address.ts'
import { hasWords } from '../text/words.ts'
import { field, isDraft, reference, type DocumentFinding, type StoredDocument } from './finding.ts'

const addressed = z.object({
  title: field(z.string()),
  name: field(z.string()),
  slug: field(z.object({ current: field(z.string()) })),
  category: reference,
})

/** The slug of an article, a category or an author, as far as it makes an address; null otherwise. */
export function addressSlug(document: { _type: string; slug?: unknown }): Slug | null {
  const current = addressed.parse(document).slug?.current
  return document._type === 'category' ? categorySlugOrNull(current) : slugOrNull(current)
}

/**
 * Documents whose slug or name can't be used, so that they have no page or none that says what it is. What is missing altogether is told by the
 * form; a published category without a name is told here too, because its articles go on without it.
 * @param stored All that is stored, by the id it is stored under.
 */
export function addressFindings(
  document: StoredDocument,
  stored: ReadonlyMap<string, StoredDocument>,
): DocumentFinding[] {
  const { _id, _type } = document
  if (_type !== 'article' && _type !== 'category' && _type !== 'author') return []
  const { title, name, slug, category } = addressed.parse(document)
  const find = (path: string, message: string, level: DocumentFinding['level'] = 'error'): DocumentFinding => ({
    documentId: _id,
    path,
    message,
    level,
  })
  const findings: DocumentFinding[] = []
  if (isBroken(document, slug?.current))
    findings.push(
      find(
        'slug',
        '網址代稱做不成網址，讀者打不開這一頁，連過來的連結也不通：請按「產生」，或改用小寫英文字母、數字、漢字和連字號',
      ),
    )
  const [path, words] = _type === 'author' ? ['name', name] : ['title', title]
  if (_type === 'category' && !hasWords(words) && !isDraft(_id))
    findings.push(find(path, '分類沒有看得見的名稱，讀者看到的是網址代稱：請填名稱', 'warning'))
  else if (words !== undefined && !hasWords(words))
    findings.push(find(path, '這裡沒有看得見的字，讀者打不開這一頁：請填寫'))
  const above = _type === 'article' && category && (stored.get(category._ref) ?? stored.get(`drafts.${category._ref}`))
  if (above && isBroken(above, addressed.parse(above).slug?.current))
    findings.push(find('category', '分類的網址代稱做不成網址，這篇文章也就沒有網址：請先修改分類的網址代稱'))
  return findings
}

/** A slug that is there and makes no address. One that a draft has not got yet is no fault. */
const isBroken = (document: StoredDocument, current: string | undefined): boolean =>
  current !== undefined && addressSlug(document) === null && !(current === '' && isDraft(document._id))
