/**
 * Why a piece of work was not begun: the queue is full, the owner's own share of it is full, its patience ran out before its turn came, or the
 * queue is closed.
 */
export type QueueRefusal = 'full' | 'share' | 'late' | 'closed'

/** Work that was refused before it began. Callers turn it into an answer of their own: 503, 429, a page that stands in. */
export class QueueRefusedError extends Error {
  override name = 'QueueRefusedError'
  readonly reason: QueueRefusal
  constructor(reason: QueueRefusal) {
    super(`The work was refused: ${reason}.`)
    this.reason = reason
  }
}

export type FairQueueOptions = {
  /** Pieces of work at once. */
  places: number
  /** Of these, how many one owner may hold. All of them by default. */
  placesPerOwner?: number
  /** Pieces of work that may wait. */
  mostWaiting: number
  /** Of these, how many one owner may have waiting. All of them by default. */
  mostWaitingPerOwner?: number
  /**
   * Milliseconds. For work that shares one thread: side by side, all would be done when the last is. The next piece begins when one ends, or
   * when the one before it has taken this long. 0 by default: pieces begin as places are free.
   */
  stagger?: number
}

/** One wish for a place. */
export type QueueEntry = {
  /** Who the work is for: an account's id, or the network of an address. */
  owner: string
  /** Fires when the caller has left. Work that still waits is dropped; work that has begun must look at the signal itself. */
  signal?: AbortSignal | undefined
  /** Milliseconds to wait for a place. Without it the work waits as long as its caller does. */
  patience?: number
  /** Goes before everything that is not urgent. Owners take turns among the urgent as well. */
  isUrgent?: boolean
}

export type FairQueue = {
  /**
   * Waits for a place.
   * @returns the function that gives the place back; calling it again does nothing.
   * @throws QueueRefusedError, or the signal's reason when the caller has left.
   */
  enter(entry: QueueEntry): Promise<() => void>
  /** Does the work in a place, and gives the place back however the work ends. Throws like `enter`, and what the work throws. */
  run<T>(entry: QueueEntry, work: () => Promise<T>): Promise<T>
  /** Pieces of work that have a place now, and that wait for one. */
  readonly load: { busy: number; waiting: number }
  /** Refuses what waits and what comes. Resolves when nothing holds a place any more. */
  close(): Promise<void>
}

type Waiting = { owner: string; begin: () => void; refuse: (error: unknown) => void }

/**
 * A semaphore that shares its places between owners: they take turns, so that somebody who asks for a hundred pieces of work waits behind
 * their own, and somebody who asks for one waits for what runs now and one piece of each other owner at most.
 */
export function createFairQueue(options: FairQueueOptions): FairQueue {
  const { places, placesPerOwner = places, mostWaiting, mostWaitingPerOwner = mostWaiting, stagger = 0 } = options
  /** What waits, by owner. A Map keeps its order: the owner at its beginning is the next, and goes to the end when served. */
  const urgent = new Map<string, Set<Waiting>>()
  const usual = new Map<string, Set<Waiting>>()
  const busy = new Map<string, number>()
  let busyPlaces = 0
  let waitingPieces = 0
  let pause: NodeJS.Timeout | undefined
  let isPaused = false
  let closed: PromiseWithResolvers<void> | undefined

  const mayBegin = (owner: string) => busyPlaces < places && !isPaused && (busy.get(owner) ?? 0) < placesPerOwner
  const waitingOf = (owner: string) => (urgent.get(owner)?.size ?? 0) + (usual.get(owner)?.size ?? 0)

  const remove = (lane: Map<string, Set<Waiting>>, waiting: Waiting) => {
    const own = lane.get(waiting.owner)
    if (!own?.delete(waiting)) return
    waitingPieces -= 1
    if (own.size === 0) lane.delete(waiting.owner)
  }

  /** An owner who has just been served comes after all who wait, also when its next piece came before theirs. */
  const goLast = (owner: string) => {
    for (const lane of [urgent, usual]) {
      const own = lane.get(owner)
      if (own === undefined) continue
      lane.delete(owner)
      lane.set(owner, own)
    }
  }

  const beginNext = () => {
    for (const lane of [urgent, usual]) {
      for (const [owner, own] of lane) {
        if (!mayBegin(owner)) continue
        const [next] = own
        if (next === undefined) continue
        goLast(owner)
        remove(lane, next)
        next.begin()
        return beginNext()
      }
    }
  }

  const resume = () => {
    clearTimeout(pause)
    isPaused = false
    beginNext()
  }

  const takePlace = (owner: string) => {
    busyPlaces += 1
    busy.set(owner, (busy.get(owner) ?? 0) + 1)
    if (stagger > 0) {
      clearTimeout(pause)
      isPaused = true
      pause = setTimeout(resume, stagger)
    }
    let isHeld = true
    return () => {
      if (!isHeld) return
      isHeld = false
      busyPlaces -= 1
      const left = (busy.get(owner) ?? 1) - 1
      if (left === 0) busy.delete(owner)
      else busy.set(owner, left)
      goLast(owner)
      if (closed && busyPlaces === 0) closed.resolve()
      resume()
    }
  }

  const enter = ({ owner, signal, patience, isUrgent = false }: QueueEntry) =>
    new Promise<() => void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (closed) return reject(new QueueRefusedError('closed'))
      if (mayBegin(owner)) return resolve(takePlace(owner))
      if (waitingPieces >= mostWaiting) return reject(new QueueRefusedError('full'))
      if (waitingOf(owner) >= mostWaitingPerOwner) return reject(new QueueRefusedError('share'))

      const lane = isUrgent ? urgent : usual
      let timer: NodeJS.Timeout | undefined
      const stopWaiting = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', leave)
        remove(lane, waiting)
      }
      const waiting: Waiting = {
        owner,
        begin: () => {
          stopWaiting()
          resolve(takePlace(owner))
        },
        refuse: (error) => {
          stopWaiting()
          reject(error)
        },
      }
      const leave = () => waiting.refuse(signal?.reason)
      signal?.addEventListener('abort', leave)
      if (patience !== undefined) timer = setTimeout(() => waiting.refuse(new QueueRefusedError('late')), patience)
      const own = lane.get(owner) ?? new Set()
      lane.set(owner, own.add(waiting))
      waitingPieces += 1
    })

  return {
    enter,
    async run(entry, work) {
      const leavePlace = await enter(entry)
      try {
        return await work()
      } finally {
        leavePlace()
      }
    },
    get load() {
      return { busy: busyPlaces, waiting: waitingPieces }
    },
    async close() {
      if (closed) return closed.promise
      closed = Promise.withResolvers()
      clearTimeout(pause)
      for (const own of [...urgent.values(), ...usual.values()])
        for (const waiting of own) waiting.refuse(new QueueRefusedError('closed'))
      if (busyPlaces === 0) closed.resolve()
      await closed.promise
    },
  }
}
