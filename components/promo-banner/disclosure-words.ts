/** What a banner may say of itself, with the word the reader sees. */
export const disclosureKinds = [
  { value: 'advertisement', title: '廣告' },
  { value: 'sponsored', title: '贊助' },
  { value: 'own', title: '自家優惠' },
]

/** The word for a kind of disclosure; empty when there is none yet. */
export const disclosureInWords = (kind: string | undefined): string =>
  disclosureKinds.find(({ value }) => value === kind)?.title ?? ''
