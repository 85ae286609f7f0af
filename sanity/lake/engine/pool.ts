import { createFairQueue, type FairQueueOptions, QueueRefusedError } from '../work/fair-queue.ts'
import { lakeIsClosed } from './failures.ts'
import type { AskOptions, Lane } from './lane.ts'
import { type Asker, LakeError } from './types.ts'

/** The owner of what the lake does by itself. */
export const lakeItself = 'lake'

/** Lanes behind one fair queue: as many questions at once as there are lanes. */
export type Pool = {
  ask(op: string, args: unknown, asker: Asker & AskOptions): Promise<unknown>
  readonly load: { busy: number; waiting: number }
  close(): Promise<void>
}

export type PoolOptions = Omit<FairQueueOptions, 'places'>

/** Opens a pool. The first free lane is asked, so that the later ones rest while one is enough. */
export const openPool = (lanes: readonly [Lane, ...Lane[]], options: PoolOptions): Pool => {
  const queue = createFairQueue({ ...options, places: lanes.length })
  return {
    ask: (op, args, { owner = lakeItself, signal, limit }) =>
      inTurn(queue, { owner, signal, isUrgent: owner === lakeItself }, () => {
        const lane = lanes.find(({ isBusy }) => !isBusy) ?? lanes[0]
        return lane.ask(op, args, { signal, ...(limit === undefined ? {} : { limit }) })
      }),
    get load() {
      return queue.load
    },
    close: async () => {
      await Promise.all([queue.close(), ...lanes.map((lane) => lane.close())])
    },
  }
}

type Queue = ReturnType<typeof createFairQueue>

/** Does the work in a place of the queue. Throws LakeError 429 and 503 for what is refused. */
export const inTurn = async <Result>(
  queue: Queue,
  entry: Parameters<Queue['enter']>[0],
  work: () => Promise<Result>,
): Promise<Result> => {
  const leave = await enterQueue(queue, entry)
  try {
    return await work()
  } finally {
    leave()
  }
}

/** Waits for a place; answers how to give it back. Throws LakeError 429 and 503 for what is refused. */
export const enterQueue = async (queue: Queue, entry: Parameters<Queue['enter']>[0]): Promise<() => void> => {
  try {
    return await queue.enter(entry)
  } catch (error) {
    throw error instanceof QueueRefusedError ? refusal(error) : error
  }
}

const refusal = ({ reason }: QueueRefusedError): Error => {
  if (reason === 'closed') return lakeIsClosed()
  if (reason === 'share') {
    return new LakeError(429, {
      type: 'tooManyRequests',
      description: 'You have too many requests waiting. Send fewer at once, and try again in a moment.',
      retryAfter: 2,
    })
  }
  return new LakeError(503, {
    type: 'httpServiceUnavailable',
    description: 'The lake has too much to do. Try again in a moment.',
    retryAfter: 2,
  })
}
