import type { IncomingMessage } from 'node:http'
import type { Caller } from '../auth/caller.ts'
import { enterQueue } from '../engine/pool.ts'
import { createFairQueue } from '../work/fair-queue.ts'

/** In bytes. Ordinary saves and the batches of an import are smaller. */
const large = 1024 * 1024
/** The thread that serves everybody parses a body: anyone who sends large ones does so no faster than this. */
const bytesPerMillisecond = 16 * 1024
/** Milliseconds. A body that is not read keeps its client waiting; after this long it is told to come back. */
const patience = 30_000

type Coming = { req: IncomingMessage; caller: Caller | null; left: AbortSignal }

/** Reads a body and works on it. A large one, or one of unknown length, waits for a place before a byte of it is read. */
export type LargeBodies = <Result>(request: Coming, work: () => Promise<Result>) => Promise<Result>

/** Bounds the memory and the time that large bodies take: four at a time, one of each owner. */
export function createLargeBodies(): LargeBodies {
  const queue = createFairQueue({ places: 4, placesPerOwner: 1, mostWaiting: 100, mostWaitingPerOwner: 16 })
  return async ({ req, caller, left }, work) => {
    const length = req.headers['content-length']
    if (length !== undefined && Number(length) <= large) return work()
    const leave = await enterQueue(queue, { owner: caller?.id ?? '', signal: left, patience })
    const { socket } = req
    const before = socket.bytesRead
    try {
      return await work()
    } finally {
      setTimeout(leave, (socket.bytesRead - before) / bytesPerMillisecond).unref()
    }
  }
}
