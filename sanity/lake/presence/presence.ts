import { z } from 'zod'
import type { Caller } from '../auth/caller.ts'
import { readJsonText } from '../work/json-text.ts'
import { createTokenBucket } from '../work/token-bucket.ts'

/** One end of a presence connection. `send` must not throw when the other side is gone. */
type Peer = { caller: Caller; send(text: string): void }

export type Presence = {
  /** Takes a peer in. Answers how to hand its messages over, and what to call when it is gone. */
  join(peer: Peer): { receive(text: string): void; leave(): void }
}

const request = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
})
const announcement = z.object({
  data: z.object({ sessionId: z.string().max(128), locations: z.array(z.unknown()).max(100) }),
})
const session = z.object({ session: z.string().max(128) })
const subscription = z.object({ subscriptionId: z.string() })

type Member = { peer: Peer; subscriptions: Set<string>; sessions: Set<string> }

/** A Studio holds one. */
const mostSubscriptions = 8
/** A Studio is one. */
const mostSessions = 8
/** What one connection may say: so many messages at once, and this many a second on the average. A Studio announces when a cursor moves to another field. */
const allowance = { most: 60, perSecond: 10 }
/** Bytes of one message. An announcement names the documents and fields that a person is at. */
const mostMessage = 16 * 1024

/** Who is where in the Studio: JSON-RPC between all that are connected, nothing of it is kept. `now` is a clock in milliseconds. */
export function createPresence(now: () => number = () => performance.now()): Presence {
  const members = new Set<Member>()

  function tell(event: unknown): void {
    const result = JSON.stringify(event)
    for (const { peer, subscriptions } of members) {
      for (const id of subscriptions)
        peer.send(
          `{"jsonrpc":"2.0","method":"presence_subscription","params":{"subscription":"${id}","result":${result}}}`,
        )
    }
  }

  function call(member: Member, method: string, params: unknown): unknown {
    const i = member.peer.caller.id
    switch (method) {
      case 'authorization':
        return { id: i }
      case 'presence_subscribe': {
        if (member.subscriptions.size >= mostSubscriptions)
          throw new TooMuchError(`${mostSubscriptions} subscriptions are open already`)
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
        if (!member.sessions.has(data.sessionId) && member.sessions.size >= mostSessions)
          throw new TooMuchError(`${mostSessions} sessions are announced already`)
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
      const mayBeHeard = createTokenBucket(allowance, now)
      return {
        receive(text) {
          // Anyone who says too much is not answered either: an answer would be work as well.
          if (!mayBeHeard() || Buffer.byteLength(text) > mostMessage) return
          const parsed = request.safeParse(readJsonText(text))
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

class TooMuchError extends Error {}

function attempt(work: () => unknown): { result: unknown } | { error: { code: number; message: string } } {
  try {
    return { result: work() }
  } catch (error) {
    if (error instanceof RangeError) return { error: { code: -32601, message: error.message } }
    if (error instanceof TooMuchError) return { error: { code: -32000, message: error.message } }
    return { error: { code: -32602, message: 'The parameters are not as they should be.' } }
  }
}
