/** Fields whose strings are no words of a person: Sanity's own (`_key`, `_ref` …), paths and kinds of requests. */
const isOwn = (key: string) =>
  key.startsWith('_') ||
  [
    'actionType',
    'draftId',
    'publishedId',
    'versionId',
    'transactionId',
    'id',
    'before',
    'after',
    'replace',
    'ifRevisionID',
  ].includes(key)

/** The words in a diff of Google's diff-match-patch: its added lines, which are percent-encoded. */
const added = (diff: string): string[] =>
  diff.split('\n').flatMap((line) => {
    if (!line.startsWith('+')) return []
    try {
      return [decodeURIComponent(line.slice(1))]
    } catch {
      return [line.slice(1)]
    }
  })

const wordsIn = (value: unknown, read: (text: string) => string[]): string[] => {
  if (typeof value === 'string') return read(value)
  if (Array.isArray(value)) return value.flatMap((item) => wordsIn(item, read))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'unset' || isOwn(key)) return []
    return wordsIn(inner, key === 'diffMatchPatch' ? added : read)
  })
}

/**
 * The words that a person typed in a request to write, for somebody who has to save them by hand.
 * @param body the request's JSON.
 */
export function typedWords(body: string): string {
  return [
    ...new Set(
      wordsIn(JSON.parse(body), (text) => [text])
        .map((text) => text.trim())
        .filter((text) => text !== ''),
    ),
  ].join('\n')
}
