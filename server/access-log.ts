import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from './log.ts'

export type AccessLog = {
  /** Writes one line when the answer is over: sent whole, or broken off. */
  watch: (request: IncomingMessage, response: ServerResponse) => void
  /** Says where a finished page came from (kept, made now …), for its line. */
  note: (response: ServerResponse, page: string) => void
}

/** A path is at most as long as a header may be; a log line need not be. */
const mostPath = 500

/**
 * One line a request. Of the address only the path is written: sign-in codes and questions stand in query strings.
 * `addressOf` knows the proxies that are trusted; `now` is a clock in milliseconds.
 */
export function createAccessLog(options: {
  log: Log
  addressOf: (request: IncomingMessage) => string
  now: () => number
}): AccessLog {
  const { log, addressOf, now } = options
  const pages = new WeakMap<ServerResponse, string>()
  return {
    watch(request, response) {
      const begun = now()
      const { socket, method, url = '' } = request
      const sentBefore = socket.bytesWritten
      const address = addressOf(request) // a socket that is closed has forgotten it
      response.once('close', () => {
        const page = pages.get(response)
        log({
          level: 'info',
          message: 'request',
          method,
          path: url.split('?', 1)[0]?.slice(0, mostPath),
          status: response.statusCode,
          bytes: socket.bytesWritten - sentBefore,
          ms: Math.round(now() - begun),
          address,
          ...(page ? { page } : {}),
          ...(response.writableFinished ? {} : { brokenOff: true }),
        })
      })
    },
    note: (response, page) => void pages.set(response, page),
  }
}
