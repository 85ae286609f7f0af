/** What the gateway does with a request, told from its first line alone. */
export type ReaderPath = { kind: 'page'; path: string } | { kind: 'moved'; location: string } | { kind: 'malformed' }

/** Where an optional `/page/1` ends: the first page of a list has the list's own address. */
const firstPage = /\/page\/0*1$/

/**
 * The one spelling of a reader path. Other spellings (case of percent codes, doubled and trailing slashes, `/page/1`)
 * are `moved` to it with their query; what can't be decoded or climbs with dots is `malformed`.
 * `target` is the request line's path and query. Query strings mean nothing to reader pages and are not part of `path`.
 */
export function readerPath(target: string): ReaderPath {
  const cut = target.indexOf('?')
  const raw = cut < 0 ? target : target.slice(0, cut)
  const query = cut < 0 ? '' : target.slice(cut)
  if (!raw.startsWith('/')) return { kind: 'malformed' }
  const segments: string[] = []
  for (const segment of raw.split('/')) {
    if (segment === '') continue
    const decoded = decode(segment)
    if (decoded === undefined || decoded === '.' || decoded === '..' || /[\u0000-\u001f\u007f/\\]/.test(decoded))
      return { kind: 'malformed' }
    segments.push(encodeURIComponent(decoded))
  }
  const path = `/${segments.join('/')}`.replace(firstPage, '')
  // `path` begins with exactly one slash, so the redirect can't lead to another host.
  return path === raw ? { kind: 'page', path } : { kind: 'moved', location: `${path || '/'}${query}` }
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
