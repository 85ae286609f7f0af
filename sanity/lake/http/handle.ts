import type { IncomingMessage, ServerResponse } from 'node:http'
import { mayUse } from '../auth/caller.ts'
import { isFromAnotherSite, isTrustedOrigin } from '../auth/origin.ts'
import { insufficientPermissions } from '../engine/failures.ts'
import { LakeError } from '../engine/types.ts'
import { diskFull, isDiskFull } from '../engine/sqlite-errors.ts'
import { absentService } from './absent.ts'
import { type Answer, badRequest, failureAnswer, forbidden, notFound, sendAnswer, unauthorized } from './answer.ts'
import { admitOrigin } from './cross-origin.ts'
import type { Exchange, LakeContext, Route } from './exchange.ts'
import { dataPath, findRoute, splitVersion } from './router.ts'

export type Requests = {
  /** Never throws and never leaves a request without an answer. */
  handle(req: IncomingMessage, res: ServerResponse): void
  /** Takes only the site's own questions from now on: the pages being made need them. Resolves when what is underway is answered, or after `patience`. */
  drain(): Promise<void>
  /** The same, and takes nothing any more. */
  close(): Promise<void>
}

/** In milliseconds: an upload is waited for, but one that is slower must not keep the process from ending. */
const patience = 15_000
/** The same once more when the requests were drained before: what is left then did not end within the first patience. */
const lastPatience = 1_000

/** Makes the request listener for everything under the base path. */
export function createHandler(lake: LakeContext, routes: readonly Route[]): Requests {
  const underway = new Set<Promise<void>>()
  let taken: 'everything' | 'site' | 'nothing' = 'everything'
  const isTaken = (req: IncomingMessage) =>
    taken === 'everything' || (taken === 'site' && lake.auth.callerOf(req.headers)?.role === 'site')
  const finished = async (most: number) => {
    const { promise: tooLong, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, most)
    await Promise.race([Promise.all(underway), tooLong])
    clearTimeout(timer)
  }
  return {
    handle(req, res) {
      if (admitOrigin(lake.allowedOrigins, req, res)) return
      if (!isTaken(req)) {
        res.setHeader('connection', 'close')
        return void fail(
          lake,
          req,
          res,
          new LakeError(503, { type: 'httpServiceUnavailable', description: 'The lake is closing.' }),
        )
      }
      const left = new AbortController()
      res.once('close', () => {
        if (!res.writableFinished) left.abort()
      })
      const answered = answer(lake, routes, { req, res, left: left.signal })
        .then(async (result) => {
          if (result) await sendAnswer(res, result)
          if (isWrite(req)) lake.disk.free()
        })
        .catch((error: unknown) => fail(lake, req, res, error))
      // Its last byte must have left: a process that ends right after the answer was made would cut a long one off.
      const closed = new Promise((resolve) => res.once('close', resolve))
      const over = Promise.all([answered, closed]).then(() => void underway.delete(over))
      underway.add(over)
    },
    drain() {
      if (taken === 'everything') taken = 'site'
      return finished(patience)
    },
    close() {
      const isDrained = taken !== 'everything'
      taken = 'nothing'
      return finished(isDrained ? lastPatience : patience)
    },
  }
}

/** Whether a request is one that leaves something on the disk when it is answered well. */
function isWrite({ method, url = '' }: IncomingMessage): boolean {
  return (
    method === 'POST' && /\/(?:data\/(?:mutate|actions)|assets|datasets\/[^/]+\/(?:mutate|actions))(?:[/?]|$)/.test(url)
  )
}

async function answer(
  lake: LakeContext,
  routes: readonly Route[],
  { req, res, left }: Pick<Exchange, 'req' | 'res' | 'left'>,
): Promise<Answer> {
  const { apiVersion, url } = lakeAddress(lake, req.url ?? '')
  const method = req.method ?? 'GET'
  const found = findRoute(routes, method, url.pathname)
  if (found.kind !== 'route' && lake.auth.callerOf(req.headers)) {
    const absent = absentService(method, url.pathname)
    if (absent) throw absent
  }
  if (found.kind === 'nothing') {
    if (!lake.auth.callerOf(req.headers)) throw unauthorized('This lake is private: sign in, or send a token.')
    throw notFound(`The lake has nothing at ${url.pathname}.`)
  }
  if (found.kind === 'otherMethod') return otherMethod(method, found.allowed)
  const { route, params } = found
  const caller = lake.auth.callerOf(req.headers)
  const exchange: Exchange = { lake, req, res, url, apiVersion, params, caller, left }
  await mustNotBeTooMuch(exchange, route)
  mustBeAllowed(exchange, route)
  mustBeHere(exchange)
  if (!caller) return route.answer(exchange)
  lake.unsent.mustBeFew(caller.id)
  const result = await route.answer(exchange)
  lake.unsent.hold(caller.id, result, res)
  return result
}

/** The address behind the base path, without its version, and in one form. Throws LakeError 400 when it is none. */
export function lakeAddress(
  lake: Pick<LakeContext, 'basePath' | 'projectId'>,
  target: string,
): { apiVersion: string; url: URL } {
  const base = 'http://lake.invalid'
  const behind = target.startsWith(lake.basePath) ? target.slice(lake.basePath.length) : target
  const whole = URL.parse(base + (behind.startsWith('/') ? behind : `/${behind}`))
  if (!whole) throw badRequest('The address is not valid.')
  const { apiVersion, path } = splitVersion(whole.pathname)
  return { apiVersion, url: new URL(base + dataPath(lake.projectId, path) + whole.search) }
}

function otherMethod(method: string, allowed: readonly string[]): Answer {
  const headers = { allow: allowed.join(', ') }
  if (method === 'OPTIONS') return { status: 204, headers }
  const failure = failureAnswer(
    new LakeError(405, { type: 'httpMethodNotAllowed', description: `${method} is not possible here.` }),
  )
  return { ...failure, headers }
}

/** Tokens are not counted: the person who runs the lake gave them to programs, the site among them. Neither is being on this machine a reason: a proxy may be. */
async function mustNotBeTooMuch({ lake, req, caller }: Exchange, route: Route): Promise<void> {
  if (route.access !== 'public' && caller?.by !== 'token') await lake.limits.questions(lake.addressOf(req))
}

function mustBeAllowed({ lake, req, caller }: Exchange, route: Route): void {
  const changes = route.method !== 'GET'
  if (changes && caller?.by === 'cookie' && !isTrustedOrigin(req.headers, lake)) {
    throw forbidden(
      'A request that changes something must come from a page of this site or of an allowed one: its Origin is another, or missing.',
    )
  }
  if (route.access === 'public') return
  if (caller?.by === 'cookie' && isFromAnotherSite(req.headers) && !isTrustedOrigin(req.headers, lake)) {
    throw forbidden('A page or a link of another site may not ask this lake with the session of anyone who follows it.')
  }
  if (!caller) throw unauthorized('This lake is private: sign in, or send a token.')
  if (!mayUse(caller, route.access)) {
    // The site's token is told what it is for; a viewer gets what the hosted lake says.
    if (route.access === 'write' && caller.reads === 'all') throw insufficientPermissions(0, 'create')
    throw forbidden('This token reads what is published, and nothing else.')
  }
}

function mustBeHere({ lake, req, params }: Exchange): void {
  const { project, dataset } = params
  mustBeProject(lake, project)
  mustBeProject(lake, req.headers[projectHeader])
  if (dataset !== undefined && dataset !== lake.dataset)
    throw notFound(`There is no dataset "${dataset}" in this project.`)
}

/** The header by which a client names its project when the address does not. */
export const projectHeader = 'x-sanity-project-id'

/** Throws LakeError 404 when a project is named and it is another one: its client must not take this content for its own. */
export function mustBeProject(
  { projectId }: Pick<LakeContext, 'projectId'>,
  named: string | string[] | undefined,
): void {
  if (named !== undefined && named !== projectId)
    throw notFound(`There is no project "${String(named)}" here; this lake is the project "${projectId}".`)
}

async function fail(lake: LakeContext, req: IncomingMessage, res: ServerResponse, thrown: unknown): Promise<void> {
  const error = isDiskFull(thrown) ? diskFull() : thrown
  if (error instanceof LakeError && error.status === 507) lake.disk.full()
  if (!(error instanceof LakeError) && !(res.destroyed && isOfLeaving(error))) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
    lake.log({
      level: 'error',
      message: 'A request to the lake failed.',
      method: req.method,
      path: req.url?.split('?')[0],
      error: reason,
    })
  }
  if (res.headersSent) {
    res.destroy() // half an answer: the client must not take it for whole
    return
  }
  await sendAnswer(res, failureAnswer(error))
  req.resume()
}

/** Whether an error says no more than that the client has left. Any other one is told, also when the connection broke over it. */
function isOfLeaving(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'AbortError' ||
    ('code' in error && (error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
  )
}
