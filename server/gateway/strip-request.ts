import type { IncomingMessage } from 'node:http'

/** What an application needs of a request that anybody may send. */
const passed =
  /^(?:host|connection|cookie|referer|origin|user-agent|accept|accept-language|accept-encoding|range|if-(?:none-match|modified-since)|x-forwarded-.*|forwarded|sec-.*|upgrade-insecure-requests)$/

/**
 * Takes off the headers by which Next's own browser code steers it (`Next-Action`, `RSC`, `Next-Router-…`) and those that its parts send to each
 * other. Neither the Studio nor the doors of draft mode need one.
 */
export function stripRequest({ headers }: Pick<IncomingMessage, 'headers'>): void {
  for (const name of Object.keys(headers)) if (!passed.test(name)) delete headers[name]
}
