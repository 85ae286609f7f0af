import { z } from 'zod'
import type { Caller } from '../auth/caller.ts'

/** One end of a presence connection. `send` must not throw when the other side is gone. */
export type Peer = { caller: Caller; send(text: string): void }

export type Presence = {
  /** Takes a peer in. Answers how to hand its messages over, and what to call when it is gone. */
  join(peer: Peer): { receive(text: string): void; leave(): void }
}

const request = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
})
const announcement = z.object({ data: z.object({ sessionId: z.string().max(128), locations: z.array(z.unknown()).max(100) }) })
const session = z.object({ session: z.string().max(128) })
const subscription = z.object({ subscriptionId: z.string() })

type Member = { peer: Peer; subscriptions: Set<string>; sessions: Set<string> }

/** Who is where in the Studio: JSON-RPC between all that are connected, nothing of it is kept. */
export function createPresence(): Presence {
  const members = new Set<Member>()

  function tell(event: unknown): void {
    for (const { peer, subscriptions } of members) {
      for (const id of subscriptions) {
        peer.send(JSON.stringify({ jsonrpc: '2.0', method: 'presence_subscription', params: { subscription: id, result: event } }))
      }
    }
  }

  function call(member: Member, method: string, params: unknown): unknown {
    const i = member.peer.caller.id
    switch (method) {
      case 'authorization':
        return { id: i }
      case 'presence_subscribe': {
        const id = crypto.randomUUID()
        member.subscriptions.add(id)
        return id
      }
      case 'presence_unsubscribe':
        return member.subscriptions.delete(subscription.parse(params).subscriptionId)
      case 'presence_rollcall':
        tell({ type: 'rollCall', i, session: session.parse(params).session })
        return true
      case 'presence_announce': {
        const { data } = announcement.parse(params)
        member.sessions.add(data.sessionId)
        tell({ type: 'state', i, m: { sessionId: data.sessionId, locations: data.locations } })
        return true
      }
      case 'presence_disconnect': {
        const name = session.parse(params).session
        member.sessions.delete(name)
        tell({ type: 'disconnect', i, m: { session: name } })
        return true
      }
      default:
        throw new RangeError(`unknown method ${method}`)
    }
  }

  return {
    join(peer) {
      const member: Member = { peer, subscriptions: new Set(), sessions: new Set() }
      members.add(member)
      return {
        receive(text) {
          const parsed = request.safeParse(readJson(text))
          if (!parsed.success) return
          const { id, method, params } = parsed.data
          const answer = attempt(() => call(member, method, params))
          if (id !== undefined) peer.send(JSON.stringify({ jsonrpc: '2.0', id, ...answer }))
        },
        leave() {
          members.delete(member)
          for (const name of member.sessions) tell({ type: 'disconnect', i: peer.caller.id, m: { session: name } })
        },
      }
    },
  }
}

function attempt(work: () => unknown): { result: unknown } | { error: { code: number; message: string } } {
  try {
    return { result: work() }
  } catch (error) {
    if (error instanceof RangeError) return { error: { code: -32601, message: error.message } }
    return { error: { code: -32602, message: 'The parameters are not as they should be.' } }
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
