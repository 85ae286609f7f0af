/**
 * How many event streams may be fetched plainly at once. A browser opens six connections to a host over HTTP/1.1: with all of
 * them taken by streams nothing could be asked or saved any more.
 */
const mostPlain = 3
/** Milliseconds until what found no place tries again. */
const pause = 1_000

export type PlainStreams = {
  /** Fetches a stream if there is a place for it; undefined when there is none. The place is free again when the stream is over. */
  fetch(
    input: RequestInfo | URL,
    init: RequestInit | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Response> | undefined
}

/** Event streams as ordinary requests, for as long as there is no WebSocket. */
export function createPlainStreams(): PlainStreams {
  let open = 0
  return {
    fetch(input, init, signal) {
      if (open >= mostPlain) return undefined
      open += 1
      let isOver = false
      const over = () => {
        if (!isOver) open -= 1
        isOver = true
      }
      // A body that nobody reads just then does not tell that it was called off.
      signal?.addEventListener('abort', over, { once: true })
      return globalThis.fetch(input, init).then(
        (response) => {
          if (response.ok && response.body) return new Response(untilOver(response.body, over), response)
          over()
          return response
        },
        (error: unknown) => {
          over()
          throw error
        },
      )
    },
  }
}

/** The same bytes; `over` is called when they end, fail, or are read no further. */
function untilOver(body: ReadableStream<Uint8Array>, over: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        over()
        controller.close()
      } catch (error) {
        over()
        controller.error(error)
      }
    },
    cancel(reason) {
      over()
      return reader.cancel(reason)
    },
  })
}

/** Waits before the next try. Rejects with what the signal says when it fires first. */
export const beforeNextTry = (signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(abortError())
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, pause)
    signal?.addEventListener('abort', stop, { once: true })
  })

/** What a fetch that was called off rejects with. */
export const abortError = (): DOMException => new DOMException('The stream was called off.', 'AbortError')
