import { leads, resolveUrl } from './destination.ts'
import { absoluteUrl } from './paths.ts'

/** Where an article first stood, as an editor has said. */
export type Source = { url: string | null; isCanonical: boolean | null }

/**
 * Whether two absolute addresses are of one page of this site: scheme, case of the host, percent codes, doubled and trailing slashes, query and
 * fragment make no difference, as they make none to the gateway.
 */
export function isSamePage(a: string, b: string): boolean {
  const [first, second] = [pageOf(a), pageOf(b)]
  return first !== null && first === second
}

function pageOf(address: string): string | null {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return null
  return [url.hostname.replace(/\.$/, ''), url.port, ...url.pathname.split('/').filter(Boolean).map(decoded)].join('/')
}

function decoded(segment: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(segment))
  } catch {
    return segment
  }
}

/**
 * @param own The page's own absolute address.
 * @returns The address of the source, when it leads somewhere else than to the page itself; null otherwise.
 */
export function sourceElsewhere(source: Pick<Source, 'url'> | null | undefined, own: string): string | null {
  const url = source?.url
  return url && leads(resolveUrl(url, '')) && !isSamePage(url, own) ? url : null
}

type Page = { path: string; site: { origin: string }; article?: { source: Source | null } }

/** The canonical address of a page: its source's only where an editor has said so and it is another page, else the page's own. */
export function canonicalUrl({ path, site, article }: Page): string {
  const own = absoluteUrl(site.origin, path)
  return (article?.source?.isCanonical && sourceElsewhere(article.source, own)) || own
}
