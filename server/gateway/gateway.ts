import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FairQueue } from '#sanity/lake/work/fair-queue.ts'
import { isBuiltFile } from './built-files.ts'
import { sharedCacheControl } from './cache-control.ts'
import type { FinishedPage } from './finished-page.ts'
import { innerPages } from './make-page.ts'
import type { Freshness, PageCache } from './page-cache.ts'
import { takePlace, type Asker } from './page-queue.ts'
import { plainHeaders, previewHeaders, studioHeaders } from './policy.ts'
import { readerPath } from './reader-path.ts'
import { sendPage } from './send-page.ts'
import { stripRequest } from './strip-request.ts'

export type GatewayOptions = {
  pageCache: PageCache
  /** Next's own request handler, for what is an application and not a reader page. */
  application: RequestListener
  /** Where requests for the application wait for a place, beside the makings of pages. */
  queue: FairQueue
  /** The network of the address that asks. */
  ownerOf: (request: IncomingMessage) => string
  /** The one address of a built file, as in `readBuiltFiles`. */
  builtFile: (target: string) => string | undefined
  lake: 'embedded' | 'elsewhere'
  /** Whether a request comes from somebody in draft mode or by a preview link: it passes the finished pages by. */
  isPreview: (request: IncomingMessage) => boolean
  /** The lake's origin, when images come from elsewhere. */
  imageOrigin: string | undefined
  /** Hears where each page that is sent came from. */
  note?: ((response: ServerResponse, freshness: Freshness) => void) | undefined
  /** Whether the public address is https. */
  secure: boolean
  /**
   * How many seconds a CDN may send a page without asking, the clock by which the page's end comes first, and the next instant at which something is
   * due in the lake: any page may change then.
   */
  sharedAge: { most: number; now: () => number; nextDue: () => Date | undefined }
}

/** Milliseconds that a request for the application may hold its place. One whose client reads slowly must not keep others waiting. */
const mostHeld = 5_000

/** Paths of the Studio, and what Next would answer beside built files. */
const isStudio = (target: string) => /^\/studio(?:[/?]|$)/.test(target)
/** The doors of draft mode: they set cookies, so their answers are for one person. */
const isDoor = (target: string) => target.startsWith('/api/')
const isNexts = (target: string) => target.startsWith('/_next/')
/** Next answers any such path with the data that its own script would draw the page from, also where there is no page. */
const isPageData = (path: string) => path.endsWith('.rsc')

/** The HTTP front of the process for everything but the lake: sends finished pages and built files, passes the rest on. */
export function createGateway({
  pageCache,
  application,
  lake,
  queue,
  ownerOf,
  builtFile,
  isPreview,
  imageOrigin,
  secure,
  sharedAge,
  note,
}: GatewayOptions): RequestListener {
  const send = (request: IncomingMessage, response: ServerResponse, page: FinishedPage, freshness: Freshness) => {
    note?.(response, freshness)
    sendPage(
      request,
      response,
      page,
      freshness,
      sharedAge.most > 0
        ? sharedCacheControl(page, freshness, sharedAge.most, sharedAge.now(), sharedAge.nextDue())
        : undefined,
    )
  }

  /** Passes a request on to Next. `isSteered`: it comes from Next's own code in the browser of an editor, whose headers are wanted. */
  const pass = async (
    request: IncomingMessage,
    response: ServerResponse,
    { headers, isSteered }: { headers: Record<string, string>; isSteered: boolean },
  ) => {
    const leavePlace = await takePlace(queue, 'application', askerOf(request, response))
    if (response.destroyed) return leavePlace?.()
    if (!leavePlace) return refuseForNow(response)
    const timer = setTimeout(leavePlace, mostHeld)
    const leave = () => {
      clearTimeout(timer)
      // In a turn of its own: some answers need no waiting, and a queue of them would be worked off in one turn in which nobody else is heard.
      setImmediate(leavePlace)
    }
    response.once('prefinish', leave).once('close', leave)
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!isSteered) stripRequest(request)
    application(request, response)
  }

  const askerOf = (request: IncomingMessage, response: ServerResponse): Asker => {
    const left = new AbortController()
    response.once('close', () => left.abort())
    return { owner: ownerOf(request), signal: left.signal }
  }

  const answer = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const asker = askerOf(request, response)
    const held = await pageCache.get(path, asker) // never rejects: what goes wrong is a page too
    const { page, freshness } = (held?.page.status === 404 && held.page.body.length === 0
      ? await pageCache.get(innerPages.notFound, asker)
      : held) ?? { page: undefined, freshness: undefined }
    if (response.destroyed) return // the reader left while the page was being made
    if (!page) return refuseForNow(response)
    if (page.status < 500 || pageCache.isProven) return send(request, response, page, freshness)
    response.setHeader('retry-after', '10')
    send(request, response, { ...page, status: 503 }, freshness)
  }

  return (request, response) => {
    const target = request.url ?? '/'
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return refuse(response, 405, '這個網址只供閱讀。', { allow: 'GET, HEAD' })
    const preview = isPreview(request)
    const page = preview ? undefined : pageCache.kept(target)
    if (page && page.body.length > 0) return send(request, response, page, 'hit')
    if (isStudio(target))
      return void pass(request, response, { headers: studioHeaders({ secure, lake }), isSteered: false })
    if (isNexts(target)) {
      // Next would resize pictures there for anybody, at the cost of this machine; the pages take theirs from the lake.
      const file = isBuiltFile(target) ? builtFile(target) : undefined
      return file === undefined ? refuse(response, 404, '這裡沒有這個檔案。') : void answer(request, response, file)
    }
    if (preview || isDoor(target))
      return void pass(request, response, { headers: previewHeaders({ secure, imageOrigin }), isSteered: preview })
    const spelling = readerPath(target)
    if (spelling.kind === 'malformed') return refuse(response, 400, '這個網址的寫法有誤，無法讀取。')
    if (spelling.kind === 'moved')
      return void response.writeHead(308, { ...plainHeaders({ secure }), location: spelling.location }).end()
    void answer(request, response, isPageData(spelling.path) ? innerPages.notFound : spelling.path)
  }
}

const refuseForNow = (response: ServerResponse) =>
  refuse(response, 503, '現在太忙，請稍候再試。', { 'retry-after': '2' })

/** A plain refusal in a sentence; `more` are headers. */
export function refuse(
  response: ServerResponse,
  status: number,
  sentence: string,
  more: Record<string, string> = {},
): void {
  response
    .writeHead(status, {
      ...plainHeaders({ secure: false }),
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      ...more,
    })
    .end(`${sentence}\n`)
}
