/**
 * A place in the lake's history, as an event id carries it: the commit's number, how many of its events were sent, and
 * its transaction. The transaction makes a position of another or an older copy of the data folder be recognised.
 */
export type Position = { seq: number; sent: number | 'all'; transactionId: string }

/** The position as an event id. Transaction ids are the client's own choice, so they are encoded. */
export function formatPosition(position: Position): string {
  return `${position.seq}.${position.sent}.${encodeURIComponent(position.transactionId)}`
}

/** Reads an event id; `null` when it is none of ours. */
export function parsePosition(id: string | undefined): Position | null {
  const match = /^(\d{1,15})\.(\d{1,9}|all)\.(.*)$/.exec(id ?? '')
  if (!match) return null
  const [, seq = '', sent = '', encoded = ''] = match
  try {
    return { seq: Number(seq), sent: sent === 'all' ? 'all' : Number(sent), transactionId: decodeURIComponent(encoded) }
  } catch {
    return null
  }
}
