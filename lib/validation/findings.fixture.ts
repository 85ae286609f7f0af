import { findingsIn, type DocumentFinding, type StoredDocument } from './findings.ts'

export const ref = (_ref: string) => ({ _type: 'reference', _ref })
export const banner = (more: object = {}, _id = 'banner-a'): StoredDocument => ({
  _id,
  _type: 'banner',
  disclosure: { kind: 'own', sponsor: '湖畔' },
  callsToAction: [{ _type: 'callToAction', _key: 'a', text: '看', destination: { page: 'front' } }],
  ...more,
})
export const placement = (name: string, more: object = {}): StoredDocument => ({
  _id: `placement-${name}`,
  _type: 'placement',
  banner: ref('banner-a'),
  slot: ref('slot-a'),
  priority: 0,
  ...more,
})
export const draft = (document: StoredDocument): StoredDocument => ({ ...document, _id: `drafts.${document._id}` })
export const slots: StoredDocument[] = [
  ['slot-a', 'article-top'],
  ['slot-b', 'front-inline'],
].map(([_id = '', key]) => ({ _id, _type: 'slot', key }))
/** A Monday, 08:00 in Taipei. */
export const telling = { now: new Date('2026-06-01T00:00:00Z'), timeZone: 'Asia/Taipei' }

/** `error placement-a endsAt` for each finding. */
export const inShort = (findings: readonly DocumentFinding[]) =>
  findings.map(({ documentId, path, level }) => `${level} ${documentId} ${path}`)
export const find = (...documents: StoredDocument[]) => inShort(findingsIn([...slots, ...documents], telling))
