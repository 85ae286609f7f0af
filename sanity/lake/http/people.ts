import { z } from 'zod'
import type { Caller } from '../auth/caller.ts'
import { badRequest, notFound, unauthorized } from './answer.ts'
import { readJson, smallLimit } from './body.ts'
import type { Exchange, LakeContext, Route } from './exchange.ts'

/** When this lake's project began; since when somebody is known who has no record of it, a program for instance. */
export const beginning = '2026-01-01T00:00:00.000Z'

/** How the lake signs what nobody asked for: due work that has no author any more, and releases. */
const signatures: ReadonlySet<string> = new Set(['lake', 'lakeside'])

/** Settings in one request. */
const mostPairs = 100
const keyPairs = z.array(z.object({ key: z.string().min(1).max(256), value: z.unknown() })).max(mostPairs)

/** Who is signed in, who the others are, and the small settings that the Studio keeps for each person. */
export const peopleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/me',
    access: 'read',
    answer: (exchange) => ({ json: currentUser(exchange.lake, callerIn(exchange)) }),
  },
  { method: 'GET', path: '/auth/id', access: 'read', answer: (exchange) => ({ json: { id: callerIn(exchange).id } }) },
  { method: 'GET', path: '/users/me/keyvalue/:keys', access: 'read', answer: readPairs },
  { method: 'PUT', path: '/users/me/keyvalue', access: 'read', answer: writePairs },
  { method: 'GET', path: '/users/:ids', access: 'read', answer: users },
]

async function readPairs(exchange: Exchange) {
  const keys = (exchange.params['keys'] ?? '').split(',')
  if (keys.length > mostPairs) throw badRequest(`Ask for ${mostPairs} keys at most.`)
  const { id } = callerIn(exchange)
  const kept = await exchange.lake.engine.records.list(`keyvalue:${id}`, keys, { owner: id, signal: exchange.left })
  return { json: keys.filter((key) => kept.has(key)).map((key) => ({ key, value: kept.get(key) })) }
}

async function writePairs(exchange: Exchange) {
  const pairs = await readJson(exchange.req, keyPairs, smallLimit)
  const { id } = callerIn(exchange)
  await exchange.lake.engine.records.putAll(
    `keyvalue:${id}`,
    pairs.map(({ key, value }) => [key, value ?? null] as const),
    { owner: id, signal: exchange.left },
  )
  return { json: pairs.map(({ key, value }) => ({ key, value: value ?? null })) }
}

function users({ lake, params, caller }: Exchange) {
  const people = lake.auth.people()
  const ids = (params['ids'] ?? '').split(',').filter((id) => id !== '')
  const found = ids.flatMap((id) => {
    const displayName = lake.auth.nameOf(id) ?? (signatures.has(id) ? 'Lakeside' : undefined)
    if (displayName === undefined) return []
    const createdAt = people.find((person) => person.id === id)?.createdAt ?? beginning
    return [
      {
        id,
        sanityUserId: id,
        displayName,
        imageUrl: null,
        email: emailOf(id),
        provider: 'local',
        isCurrentUser: id === caller?.id,
        createdAt,
      },
    ]
  })
  if (ids.length !== 1) return { json: found }
  if (found.length === 0) throw notFound(`There is no user "${ids[0]}" here.`)
  return { json: found[0] }
}

/** The caller as `/users/me` describes one. */
function currentUser(lake: LakeContext, caller: Caller) {
  return {
    id: caller.id,
    name: caller.name,
    email: emailOf(caller.id),
    profileImage: null,
    role: caller.role,
    roles: [describeRole(lake, caller.role)],
    provider: 'local',
  }
}

/** A role as the Studio shows it. */
export function describeRole({ auth }: LakeContext, name: string) {
  const { title = name, description = '' } = auth.roles[name] ?? {}
  return { name, title, description }
}

// The lake sends no mail and asks for no address; the Studio wants one to tell people apart.
export function emailOf(id: string): string {
  return `${id}@lakeside.invalid`
}

function callerIn({ caller }: Exchange): Caller {
  if (!caller) throw unauthorized('Nobody is signed in.')
  return caller
}
