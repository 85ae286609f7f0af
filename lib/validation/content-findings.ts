import { z } from 'zod'
import { headingFlaw } from './body.ts'
import { countDestinations } from './destination.ts'
import { field, isOfType, reference, visitObjects, type DocumentFinding, type StoredDocument } from './finding.ts'
import { altProblem } from './picture.ts'
import { hasWords } from '../text/words.ts'

const linkFields = z.object({
  _key: field(z.string()),
  text: field(z.string()),
  destination: field(z.object({ reference, page: field(z.string()), url: field(z.string()) })),
})
const blockFields = z.object({
  children: field(z.array(z.object({ text: field(z.string()), marks: field(z.array(z.string())) }))),
})
const pictureFields = z.object({ asset: reference, alt: field(z.string()), decorative: field(z.boolean()) })
const bodyFields = z.object({
  body: field(
    z.array(
      z.object({
        _key: field(z.string()),
        style: field(z.string()),
        children: field(z.array(z.object({ text: field(z.string()) }))),
      }),
    ),
  ),
})

/** Links that lead nowhere: 連結待補, or to a document that readers can't see. */
export function unresolvedFindings(
  document: StoredDocument,
  stored: ReadonlyMap<string, StoredDocument>,
): DocumentFinding[] {
  const findings: DocumentFinding[] = []
  const marked = new Map<string, string>()
  visitObjects(document, (value) => {
    if (!isOfType(value, 'block')) return
    for (const { text, marks } of blockFields.parse(value).children ?? [])
      for (const key of marks ?? []) marked.set(key, (marked.get(key) ?? '') + (text ?? ''))
  })
  visitObjects(document, (value, path) => {
    if (!isOfType(value, 'link', 'inlineLink', 'readMore', 'callToAction')) return
    const { _key = '', text = marked.get(_key), destination } = linkFields.parse(value)
    const words = hasWords(text) ? `「${text.trim()}」` : ''
    const target = destination?.reference?._ref
    const message =
      countDestinations(destination) === 0
        ? `連結待補：${words}還沒有目的地`
        : target !== undefined && !stored.has(target)
          ? `${words && `${words}的`}目的地還沒發布或已經刪除，讀者點不到`
          : null
    if (message) findings.push({ documentId: document._id, path: `${path}.destination`, message, level: 'warning' })
  })
  return findings
}

/** Pictures that say nothing to who can't see them. A cover stands alone in lists, so it is never only decoration. */
export function pictureFindings(document: StoredDocument): DocumentFinding[] {
  const findings: DocumentFinding[] = []
  visitObjects(document, (value, path) => {
    if (!isOfType(value, 'picture')) return
    const { asset, alt, decorative } = pictureFields.parse(value)
    const problem = asset ? altProblem(alt, decorative === true && path !== 'cover') : true
    if (problem !== true)
      findings.push({ documentId: document._id, path: `${path}.alt`, message: problem, level: 'warning' })
  })
  return findings
}

/** Headings that skip a level or are empty. */
export function bodyFindings(document: StoredDocument): DocumentFinding[] {
  const { body } = bodyFields.parse(document)
  const flaw = headingFlaw(
    body?.map(({ _key, style, children }) => ({
      ...(_key && { _key }),
      ...(style && { style }),
      children: children?.map(({ text }) => ({ text: text ?? '' })) ?? [],
    })),
  )
  return flaw
    ? [
        {
          documentId: document._id,
          path: flaw.key ? `body[_key=="${flaw.key}"]` : 'body',
          message: flaw.sentence,
          level: 'warning',
        },
      ]
    : []
}
