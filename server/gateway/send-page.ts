import type { IncomingMessage, ServerResponse } from 'node:http'
import { chooseEncoding } from '#sanity/lake/http/encode.ts'
import { asksEachTime } from './cache-control.ts'
import type { FinishedPage } from './finished-page.ts'
import type { Freshness } from './page-cache.ts'

/**
 * Sends a finished page, or says that the reader has it already. What it costs decides how many readers one core can serve.
 * `cacheControl` takes the place of the page's own where that is to ask each time.
 */
export function sendPage(
  request: IncomingMessage,
  response: ServerResponse,
  page: FinishedPage,
  freshness: Freshness,
  cacheControl: string = asksEachTime,
): void {
  const { body, etag, headers: own } = page.variants[chooseEncoding(request.headers['accept-encoding'])]
  const headers =
    cacheControl === asksEachTime ? own : own.map((value) => (value === asksEachTime ? cacheControl : value))
  const condition = request.headers['if-none-match']
  const status = cacheStatus[freshness]
  if (condition !== undefined && page.status === 200 && names(condition, etag)) {
    response.writeHead(304, [...withoutContent(headers), ...status]).end()
    return
  }
  response.writeHead(page.status, [...headers, ...status])
  if (request.method === 'HEAD') response.end()
  else response.end(body)
}

/** The headers of a page that was kept; names and values in turn. */
export const hitHeaders = (own: readonly string[]): readonly string[] => [...own, ...cacheStatus.hit]

/** Where the page came from, for operators (RFC 9211). */
const cacheStatus: Readonly<Record<Freshness, readonly [string, string]>> = {
  hit: ['cache-status', 'lakeside; hit'],
  made: ['cache-status', 'lakeside; fwd=miss'],
  stale: ['cache-status', 'lakeside; hit; detail=stale'],
  unproven: ['cache-status', 'lakeside; hit; detail=unproven'],
}

/** Whether an `If-None-Match` list names the tag (RFC 9110, 13.1.2: compared weakly, since caches on the way may weaken it). */
export function names(condition: string, etag: string): boolean {
  if (condition === etag || condition.trim() === '*') return true
  return condition.match(/"[^"]*"/g)?.some((tag) => tag === etag) ?? false
}

/** The headers of a 304: what tells of a body is left out, since none comes. */
function withoutContent(headers: readonly string[]): string[] {
  const kept: string[] = []
  for (let index = 0; index < headers.length; index += 2) {
    const [name = '', value = ''] = headers.slice(index, index + 2)
    if (!/^content-(?:type|length|encoding)$/.test(name)) kept.push(name, value)
  }
  return kept
}
