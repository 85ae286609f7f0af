/** What a banner may say of itself, with the word the reader sees. */
export const disclosureKinds = [
  { value: 'advertisement' as const, title: '廣告' },
  { value: 'sponsored' as const, title: '贊助' },
  { value: 'own' as const, title: '自家優惠' },
]

/** The word for a kind of disclosure; empty when there is none yet. */
export const disclosureInWords = (kind: string | undefined): string =>
  disclosureKinds.find(({ value }) => value === kind)?.title ?? ''
