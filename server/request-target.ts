import type { IncomingMessage } from 'node:http'

/**
 * Takes a whole address as request target, as a client sends it that takes us for a proxy (RFC 9112, 3.2.2): the path stays, and the address's
 * authority takes the place of `Host`. Only one of ours: the host that `Host` names too, or one of `own`. Any other target is left as it is.
 * @param own authorities of this site, such as `lakeside.example`.
 */
export function takeWholeAddress(request: Pick<IncomingMessage, 'url' | 'headers'>, own: readonly string[]): void {
  const { url = '', headers } = request
  const [, authority, path = ''] = /^https?:\/\/([\w.:[\]-]+)((?:[/?].*)?)$/is.exec(url) ?? []
  if (authority === undefined) return
  const isOurs = [headers.host ?? '', ...own].some((each) => each.toLowerCase() === authority.toLowerCase())
  if (!isOurs) return
  headers.host = authority
  request.url = path.startsWith('/') ? path : `/${path}`
}
