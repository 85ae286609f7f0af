import type { Exchange, Route } from './exchange.ts'
import { notFound } from './answer.ts'
import { count } from './params.ts'
import { emailOf } from './people.ts'

/** People in one answer: without a number, and at most. */
const pageOf = { usual: 100, most: 500 }

/** The people of the project as the App SDK asks for them. */
export const memberRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/access/project/:project/users',
    access: 'read',
    answer: (exchange) => ({ json: page(exchange) }),
  },
  {
    method: 'GET',
    path: '/access/project/:project/users/:user',
    access: 'read',
    answer: (exchange) => ({ json: one(exchange) }),
  },
]

function page(exchange: Exchange) {
  const { searchParams } = exchange.url
  const all = members(exchange)
  const begin = count(searchParams, 'nextCursor', all.length) ?? 0
  const end = begin + (count(searchParams, 'limit', pageOf.most) ?? pageOf.usual)
  return { data: all.slice(begin, end), totalCount: all.length, nextCursor: end < all.length ? String(end) : null }
}

function one(exchange: Exchange) {
  const id = exchange.params['user'] ?? ''
  const found = members(exchange).find(({ sanityUserId }) => sanityUserId === id)
  if (!found) throw notFound(`There is no user "${id}" in this project.`)
  return found
}

function members({ lake, caller }: Exchange) {
  return lake.auth.people().map(({ id, name, role, createdAt }) => ({
    sanityUserId: id,
    profile: {
      id,
      displayName: name,
      email: emailOf(id),
      provider: 'local',
      createdAt,
      updatedAt: createdAt,
      isCurrentUser: id === caller?.id,
    },
    memberships: [{ resourceType: 'project', resourceId: lake.projectId, roleNames: [role], addedAt: createdAt }],
  }))
}
