import { publishedId } from '../engine/ids.ts'
import type { LoggedTransaction } from '../engine/types.ts'
import type { Asker } from '../engine/types.ts'
import { badRequest, baseHeaders, send } from './answer.ts'
import type { Answer } from './answer.ts'
import { documentEvents, groupIds } from './document-events.ts'
import type { Exchange, Route } from './exchange.ts'
import { count, flag } from './params.ts'

const mostTransactions = 10_000

/** The log of transactions, documents as they once were, and the Studio's list of what happened to a document. */
export const historyRoutes: readonly Route[] = [
  { method: 'GET', path: '/data/history/:dataset/transactions/:ids', access: 'read', answer: transactions },
  { method: 'GET', path: '/data/history/:dataset/documents/:ids', access: 'read', answer: documents },
  { method: 'GET', path: '/data/history/:dataset/events/documents/:id', access: 'read', answer: events },
  {
    method: 'GET',
    path: '/data/history/:dataset/events/releases/:id',
    access: 'read',
    answer: () => ({ json: { events: [], nextCursor: '' } }),
  },
]

async function transactions(exchange: Exchange): Promise<Answer> {
  const { lake, params, url, req, res, left } = exchange
  const search = url.searchParams
  const ids = idsIn(params['ids'])
  const from = search.get('fromTransaction')
  const to = search.get('toTransaction')
  const onlyThese = flag(search, 'includeIdentifiedDocumentsOnly')
  const withMutations = !flag(search, 'excludeMutations') && !flag(search, 'excludeContent')
  const withEffects = search.get('effectFormat') === 'mendoza'
  const range = {
    documentIds: ids,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    reverse: flag(search, 'reverse'),
    limit: count(search, 'limit', mostTransactions) ?? mostTransactions,
    outline: !withMutations && !withEffects,
  }
  const lineOf = ({ transactionId, timestamp, identity, changes }: LoggedTransaction) => {
    const shown = onlyThese ? changes.filter((change) => ids.includes(change.documentId)) : changes
    return JSON.stringify({
      id: transactionId,
      timestamp,
      author: identity,
      documentIDs: shown.map((change) => change.documentId),
      ...(withMutations ? { mutations: shown.flatMap((change) => change.mutations) } : {}),
      ...(withEffects
        ? { effects: Object.fromEntries(shown.map((change) => [change.documentId, change.effects])) }
        : {}),
    })
  }
  const headers = { ...baseHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' }
  let first: string | undefined
  for await (const page of lake.engine.transactionPages(range, askerOf(exchange))) {
    const text = page.map((entry) => `${lineOf(entry)}\n`).join('')
    if (first === undefined) {
      first = text
      continue
    }
    if (req.method === 'HEAD') break
    if (!res.headersSent) {
      res.writeHead(200, headers)
      await send(res, first, left)
    }
    await send(res, text, left)
  }
  // A log of one page, as most are, is an answer like any other: with a length, and compressed.
  if (!res.headersSent) return { text: first ?? '', headers }
  res.end()
  return null
}

async function documents(exchange: Exchange): Promise<Answer> {
  const { lake, params, url } = exchange
  const asker = askerOf(exchange)
  const search = url.searchParams
  const revision = search.get('revision')
  const time = search.get('time')
  const at = flag(search, 'lastRevision')
    ? ({ last: true } as const)
    : revision
      ? { revision }
      : time
        ? { time: instant(time) }
        : null
  if (!at) throw badRequest('Name a revision, a time, or lastRevision=true.')
  const ids = idsIn(params['ids'])
  const wanted = 'last' in at ? await lastStanding(lake, ids, asker) : ids
  return {
    jsonBytes: [Buffer.from('{"documents":'), await lake.engine.documentsAt(wanted, at, asker), Buffer.from('}')],
  }
}

/**
 * Of a document, its draft and its versions those that stand, or where all are gone, those that went last: the Studio restores the draft of what it is
 * given, and one that was discarded before the document was deleted would bring back words that somebody had thrown away.
 */
async function lastStanding(lake: Exchange['lake'], ids: readonly string[], asker: Asker): Promise<string[]> {
  const ends: { id: string; of: string; seq: number }[] = []
  // One after the other: two hundred questions at once would be more than one caller may have waiting.
  for (const id of ids) {
    const [entry] = await lake.engine.transactions({ documentIds: [id], reverse: true, limit: 1, outline: true }, asker)
    if (!entry) continue // never stood: a draft's published document, for instance
    const isGone = entry.changes.some(({ documentId, operation }) => documentId === id && operation === 'delete')
    ends.push({ id, of: publishedId(id), seq: isGone ? entry.seq : Infinity })
  }
  const latest = Map.groupBy(ends, ({ of }) => of)
  return ends.filter(({ of, seq }) => (latest.get(of) ?? []).every((other) => other.seq <= seq)).map(({ id }) => id)
}

async function events(exchange: Exchange): Promise<Answer> {
  const { lake, params, url } = exchange
  const search = url.searchParams
  const id = params['id'] ?? ''
  const limit = count(search, 'limit', 1000) ?? 100
  const cursor = search.get('nextCursor')
  const log = await lake.engine.transactions(
    { documentIds: groupIds(id), reverse: true, limit: mostTransactions, outline: true },
    askerOf(exchange),
  )
  const all = documentEvents(id, log)
  const start = cursor ? all.findIndex((event) => cursorOf(event) === cursor) + 1 : 0
  const page = all.slice(start, start + limit)
  const last = page.at(-1)
  return { json: { events: { [id]: page }, nextCursor: last && start + limit < all.length ? cursorOf(last) : '' } }
}

function askerOf({ caller, left }: Exchange): Asker {
  return { signal: left, ...(caller ? { owner: caller.id } : {}) }
}

function cursorOf(event: { timestamp: string; type: string }): string {
  return `${event.timestamp}|${event.type}`
}

function idsIn(text: string | undefined): string[] {
  const ids = [...new Set((text ?? '').split(',').filter((id) => id !== ''))]
  if (ids.length === 0 || ids.length > 200) throw badRequest('Ask for one to 200 ids.')
  return ids
}

function instant(text: string): string {
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw badRequest(`"${text}" is no time.`)
  return at.toISOString()
}
