import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { chooseEncoding, encode } from '#sanity/lake/http/encode.ts'
import type { FinishedPage, PageMaker } from './make-page.ts'
import { plainHeaders, studioHeaders } from './policy.ts'
import { readerPath } from './reader-path.ts'

export type GatewayOptions = {
  pages: PageMaker
  /** Next's own request handler, for what is an application and not a reader page. */
  application: RequestListener
  lake: 'embedded' | 'elsewhere'
}

/** Paths of the Studio and of the files that Next builds for it and for the pages' style sheets. */
const isStudio = (target: string) => /^\/studio(?:[/?]|$)/.test(target)
const isBuilt = (target: string) => target.startsWith('/_next/')

/**
 * The HTTP front of the process for everything but the lake: makes and sends reader pages, passes the Studio and built files on.
 * Each request makes its page anew.
 */
export function createGateway({ pages, application, lake }: GatewayOptions): RequestListener {
  return (request, response) => {
    const target = request.url ?? '/'
    if (isStudio(target) || isBuilt(target)) {
      setHeaders(response, isStudio(target) ? studioHeaders(lake) : plainHeaders)
      return void application(request, response)
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, '這個網址只供閱讀。', { allow: 'GET, HEAD' })
    const spelling = readerPath(target)
    if (spelling.kind === 'malformed') return refuse(response, 400, '這個網址的寫法有誤，無法讀取。')
    if (spelling.kind === 'moved') return void response.writeHead(308, { ...plainHeaders, location: spelling.location }).end()
    void pages.make(spelling.path).then((page) => sendPage(request, response, page))
  }
}

async function sendPage(request: IncomingMessage, response: ServerResponse, page: FinishedPage): Promise<void> {
  const encoding = page.body.length > 0 ? chooseEncoding(request.headers['accept-encoding']) : 'identity'
  const body = await encode(page.body, encoding)
  if (response.destroyed) return // the reader left while the page was being made
  response.writeHead(page.status, {
    ...page.headers,
    vary: 'accept-encoding',
    ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
    'content-length': body.length,
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function setHeaders(response: ServerResponse, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}

/** A plain refusal in a sentence; `more` are headers. */
export function refuse(response: ServerResponse, status: number, sentence: string, more: Record<string, string> = {}): void {
  response.writeHead(status, { ...plainHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more }).end(`${sentence}\n`)
}
