import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { sharedCacheControl } from './cache-control.ts'
import type { FinishedPage } from './finished-page.ts'
import { innerPages, isBuiltFile } from './make-page.ts'
import type { Freshness, PageKeeper } from './page-keeper.ts'
import { plainHeaders, previewHeaders, studioHeaders } from './policy.ts'
import { readerPath } from './reader-path.ts'
import { sendPage } from './send-page.ts'

export type GatewayOptions = {
  keeper: PageKeeper
  /** Next's own request handler, for what is an application and not a reader page. */
  application: RequestListener
  lake: 'embedded' | 'elsewhere'
  /** Whether a request comes from somebody in draft mode or by a preview link: it passes the finished pages by. */
  isPreview: (request: IncomingMessage) => boolean
  /** The lake's origin, when images come from elsewhere. */
  imageOrigin: string | undefined
  /** Hears where each page that is sent came from. */
  note?: ((response: ServerResponse, freshness: Freshness) => void) | undefined
  /** Whether the public address is https. */
  secure: boolean
  /** How many seconds a CDN may send a page without asking, and the clock by which the page's end comes first. */
  sharedAge: { most: number; now: () => number }
}

/** Paths of the Studio, and what Next would answer beside built files. */
const isStudio = (target: string) => /^\/studio(?:[/?]|$)/.test(target)
/** The doors of draft mode: they set cookies, so their answers are for one person. */
const isDoor = (target: string) => target.startsWith('/api/')
const isNexts = (target: string) => target.startsWith('/_next/')

/** The HTTP front of the process for everything but the lake: sends finished pages and built files, passes the rest on. */
export function createGateway({ keeper, application, lake, isPreview, imageOrigin, secure, sharedAge, note }: GatewayOptions): RequestListener {
  const send = (request: IncomingMessage, response: ServerResponse, page: FinishedPage, freshness: Freshness) => {
    note?.(response, freshness)
    sendPage(request, response, page, freshness, sharedAge.most > 0 ? sharedCacheControl(page, freshness, sharedAge.most, sharedAge.now()) : undefined)
  }

  const pass = (request: IncomingMessage, response: ServerResponse, headers: Record<string, string>) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    application(request, response)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const held = await keeper.get(path) // never rejects: what goes wrong is a page too
    const { page, freshness } = (held?.page.status === 404 && held.page.body.length === 0 ? await keeper.get(innerPages.notFound) : held) ?? { page: undefined, freshness: undefined }
    if (response.destroyed) return // the reader left while the page was being made
    if (!page) return refuse(response, 503, '現在太忙，請稍候再試。', { 'retry-after': '2' })
    if (page.status < 500 || keeper.isProven) return send(request, response, page, freshness)
    response.setHeader('retry-after', '10')
    send(request, response, { ...page, status: 503 }, freshness)
  }

  return (request, response) => {
    const target = request.url ?? '/'
    const reads = request.method === 'GET' || request.method === 'HEAD'
    const preview = reads && isPreview(request)
    const page = reads && !preview ? keeper.kept(target) : undefined
    if (page && page.body.length > 0) return send(request, response, page, 'hit')
    if (isStudio(target)) return pass(request, response, studioHeaders({ secure, lake }))
    // Next would resize pictures there for anybody, at the cost of this machine; the pages take theirs from the lake.
    if (isNexts(target) && !isBuiltFile(target)) return refuse(response, 404, '這裡沒有這個檔案。')
    if (!reads) return refuse(response, 405, '這個網址只供閱讀。', { allow: 'GET, HEAD' })
    if (isBuiltFile(target)) return void answer(request, response, target.replace(/\?.*/s, ''))
    if (preview || isDoor(target)) return pass(request, response, previewHeaders({ secure, imageOrigin }))
    const spelling = readerPath(target)
    if (spelling.kind === 'malformed') return refuse(response, 400, '這個網址的寫法有誤，無法讀取。')
    if (spelling.kind === 'moved') return void response.writeHead(308, { ...plainHeaders({ secure }), location: spelling.location }).end()
    void answer(request, response, spelling.path)
  }
}

/** A plain refusal in a sentence; `more` are headers. */
export function refuse(response: ServerResponse, status: number, sentence: string, more: Record<string, string> = {}): void {
  response.writeHead(status, { ...plainHeaders({ secure: false }), 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...more }).end(`${sentence}\n`)
}
