import { publishedId } from '../engine/ids.ts'
import { badRequest, baseHeaders } from './answer.ts'
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

async function transactions({ lake, params, url }: Exchange): Promise<Answer> {
  const search = url.searchParams
  const ids = idsIn(params['ids'])
  const from = search.get('fromTransaction')
  const to = search.get('toTransaction')
  const log = await lake.engine.transactions({
    documentIds: ids,
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    reverse: flag(search, 'reverse'),
    limit: count(search, 'limit', mostTransactions) ?? mostTransactions,
  })
  const onlyThese = flag(search, 'includeIdentifiedDocumentsOnly')
  const withMutations = !flag(search, 'excludeMutations') && !flag(search, 'excludeContent')
  const withEffects = search.get('effectFormat') === 'mendoza'
  const lines = log.map(({ transactionId, timestamp, identity, changes }) => {
    const shown = onlyThese ? changes.filter((change) => ids.includes(change.documentId)) : changes
    return JSON.stringify({
      id: transactionId,
      timestamp,
      author: identity,
      documentIDs: shown.map((change) => change.documentId),
      ...(withMutations ? { mutations: shown.flatMap((change) => change.mutations) } : {}),
      ...(withEffects ? { effects: Object.fromEntries(shown.map((change) => [change.documentId, change.effects])) } : {}),
    })
  })
  return {
    text: lines.map((line) => `${line}\n`).join(''),
    headers: { ...baseHeaders, 'content-type': 'application/x-ndjson; charset=utf-8' },
  }
}

async function documents({ lake, params, url }: Exchange): Promise<Answer> {
  const search = url.searchParams
  const revision = search.get('revision')
  const time = search.get('time')
  const at = flag(search, 'lastRevision') ? ({ last: true } as const) : revision ? { revision } : time ? { time: instant(time) } : null
  if (!at) throw badRequest('Name a revision, a time, or lastRevision=true.')
  const ids = idsIn(params['ids'])
  const wanted = 'last' in at ? await lastStanding(lake, ids) : ids
  const found = await Promise.all(wanted.map((id) => lake.engine.documentAt(id, at)))
  return { json: { documents: found.filter((document) => document !== null) } }
}

/**
 * Of a document, its draft and its versions those that stand, or where all are gone, those that went last: the Studio restores the draft of what it is
 * given, and one that was discarded before the document was deleted would bring back words that somebody had thrown away.
 */
async function lastStanding(lake: Exchange['lake'], ids: readonly string[]): Promise<string[]> {
  const ends = await Promise.all(
    ids.map(async (id) => {
      const [entry] = await lake.engine.transactions({ documentIds: [id], reverse: true, limit: 1 })
      if (!entry) return { id, of: publishedId(id), seq: -1 } // never stood: a draft's published document, for instance
      const isGone = entry.changes.some(({ documentId, operation }) => documentId === id && operation === 'delete')
      return { id, of: publishedId(id), seq: isGone ? entry.seq : Infinity }
    }),
  )
  const latest = Map.groupBy(ends, ({ of }) => of)
  return ends.filter(({ of, seq }) => (latest.get(of) ?? []).every((other) => other.seq <= seq)).map(({ id }) => id)
}

async function events({ lake, params, url }: Exchange): Promise<Answer> {
  const search = url.searchParams
  const id = params['id'] ?? ''
  const limit = count(search, 'limit', 1000) ?? 100
  const cursor = search.get('nextCursor')
  const log = await lake.engine.transactions({ documentIds: groupIds(id), reverse: true, limit: mostTransactions })
  const all = documentEvents(id, log)
  const start = cursor ? all.findIndex((event) => cursorOf(event) === cursor) + 1 : 0
  const page = all.slice(start, start + limit)
  const last = page.at(-1)
  return { json: { events: { [id]: page }, nextCursor: last && start + limit < all.length ? cursorOf(last) : '' } }
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
