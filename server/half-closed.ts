import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/**
 * Tells when clients of the lake leave. A client that closes its own side may wait for its answer, and readers get theirs; but a question that
 * costs the lake seconds is not worked out for one that has most likely gone, nor is an event stream held open.
 */
export function createLeaveOnHalfClose(): (response: ServerResponse) => void {
  const open = new WeakMap<Socket, Set<ServerResponse>>()
  return (response) => {
    const { socket } = response
    if (!socket) return
    let responses = open.get(socket)
    if (!responses) {
      const created = new Set<ServerResponse>()
      responses = created
      open.set(socket, created)
      socket.once('end', () => created.size > 0 && socket.destroy())
    }
    const all = responses
    all.add(response)
    for (const event of ['finish', 'close']) response.once(event, () => all.delete(response))
  }
}
