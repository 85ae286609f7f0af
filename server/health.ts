import type { IncomingMessage, ServerResponse } from 'node:http'

/** Whether a part of the process can do its work now. */
export type Part = () => boolean | Promise<boolean>

/**
 * Answers `/healthz` (this process lives) and `/readyz` (it can be sent readers: every part is ready; 503 names the ones that are not).
 * True when the request was one of the two.
 */
export function createHealth(
  parts: Readonly<Record<string, Part>>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const [, path] = /^(\/healthz|\/readyz)(?:\?|$)/.exec(request.url ?? '') ?? []
    if (path === undefined) return false
    if (request.method !== 'GET' && request.method !== 'HEAD')
      send(response, 405, { error: 'GET or HEAD' }, { allow: 'GET, HEAD' })
    else if (path === '/healthz') send(response, 200, { alive: true })
    else
      void readiness(parts).then((found) =>
        send(response, found.ready ? 200 : 503, found, found.ready ? {} : { 'retry-after': '2' }),
      )
    return true
  }
}

async function readiness(
  parts: Readonly<Record<string, Part>>,
): Promise<{ ready: boolean; parts: Record<string, boolean> }> {
  const found = await Promise.all(
    Object.entries(parts).map(async ([name, isReady]) => [name, await isReady()] as const),
  )
  return { ready: found.every(([, isReady]) => isReady), parts: Object.fromEntries(found) }
}

function send(response: ServerResponse, status: number, body: object, more: Record<string, string> = {}): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...more,
    })
    .end(`${JSON.stringify(body)}\n`)
}

/**
 * A part that must be asked. A yes and a no hold for their milliseconds in `holds`, so that however many probes there are it is asked
 * seldom; an answer that takes longer than `patience` counts as a no. `ask` must not reject; `now` is a clock in milliseconds.
 */
export function asked(
  ask: () => Promise<boolean>,
  options: { holds: { yes: number; no: number }; patience: number; now: () => number },
): Part {
  const { holds, patience, now } = options
  let underway: Promise<boolean> | undefined
  let last: { answer: boolean; at: number } | undefined
  const askNow = async () => {
    const late = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => late.resolve(false), patience)
    const answer = await Promise.race([ask(), late.promise])
    clearTimeout(timer)
    last = { answer, at: now() }
    underway = undefined
    return answer
  }
  return () => {
    if (last && now() - last.at < (last.answer ? holds.yes : holds.no)) return last.answer
    return (underway ??= askNow())
  }
}
