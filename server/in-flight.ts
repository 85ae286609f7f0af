import type { RequestListener } from 'node:http'

export type InFlight = {
  handle: RequestListener
  /** From now on `refuse` answers. Resolves when every request that was taken before has been answered. */
  drain: () => Promise<void>
}

/** Counts what a handler has been asked and has not answered yet, so that a process can finish it before it ends. */
export function countInFlight(handle: RequestListener, refuse: RequestListener): InFlight {
  let open = 0
  let drained: (() => void) | undefined
  const closed = () => {
    open -= 1
    if (open === 0) drained?.()
  }
  return {
    handle: (request, response) => {
      if (drained) return refuse(request, response)
      open += 1
      response.on('close', closed) // comes once; `once` would wrap it and take it off again, for every request
      handle(request, response)
    },
    drain: () =>
      new Promise((resolve) => {
        drained = resolve
        if (open === 0) resolve()
      }),
  }
}
