import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type Queue<T> = { put: (item: T) => void; next: () => Promise<T>; readonly waiting: number }

/** Things in the order in which they came, each taken once; `next` waits for one. */
export function createQueue<T>(): Queue<T> {
  const items: T[] = []
  const takers: ((item: T) => void)[] = []
  return {
    put(item) {
      const taker = takers.shift()
      if (taker) taker(item)
      else items.push(item)
    },
    next() {
      const [item] = items.splice(0, 1)
      return item === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(item)
    },
    get waiting() {
      return items.length
    },
  }
}

export type BadLine = {
  /** `http://127.0.0.1:<port>` */
  origin: string
  /** Where new connections lead from now on. */
  lead(origin: string): void
  /** Ends every connection, and each new one at once. */
  cut(): void
  /** Connections stay and new ones are taken, and not a byte comes through: what a lost cable looks like from here. */
  hush(): void
  /** New connections come through again. Those that were hushed stay silent for good. */
  mend(): void
  close(): Promise<void>
}

/** A TCP proxy whose line can fail in the ways that real ones do. */
export async function openBadLine(leadsTo: string): Promise<BadLine> {
  let target = new URL(leadsTo)
  let state: 'well' | 'cut' | 'hushed' = 'well'
  const open = new Set<Socket>()
  const hushed = new WeakSet<Socket>()

  const carry = (from: Socket, to: Socket) => {
    open.add(from)
    from.on('data', (bytes) => {
      if (!hushed.has(from)) to.write(bytes)
    })
    from.on('error', () => from.destroy())
    from.on('close', () => {
      open.delete(from)
      if (!hushed.has(from)) to.destroy()
    })
  }
  const server = createServer((socket) => {
    if (state === 'cut') return void socket.destroy()
    const behind = connect(Number(target.port), target.hostname)
    if (state === 'hushed') for (const end of [socket, behind]) hushed.add(end)
    carry(socket, behind)
    carry(behind, socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The line has no port.')

  const endAll = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    origin: `http://127.0.0.1:${address.port}`,
    lead: (origin) => void (target = new URL(origin)),
    cut() {
      state = 'cut'
      endAll()
    },
    hush() {
      state = 'hushed'
      for (const socket of open) hushed.add(socket)
    },
    mend: () => void (state = 'well'),
    async close() {
      server.close()
      endAll()
      await once(server, 'close')
    },
  }
}
