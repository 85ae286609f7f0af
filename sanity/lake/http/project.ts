import { ownerId } from '../auth/accounts.ts'
import { grantsOf } from '../auth/roles.ts'
import { beginning, describeRole } from './people.ts'
import type { Exchange, Route } from './exchange.ts'
import { flag } from './params.ts'

/** The project, its one dataset, and what the caller may do there. The Studio evaluates the filters in the browser. */
export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: '/projects', access: 'read', answer: (exchange) => ({ json: projects(exchange) }) },
  { method: 'GET', path: '/projects/:project', access: 'read', answer: (exchange) => ({ json: project(exchange) }) },
  { method: 'GET', path: '/projects/:project/grants', access: 'read', answer: grants },
  { method: 'GET', path: '/projects/:project/datasets', access: 'read', answer: datasets },
  { method: 'GET', path: '/datasets', access: 'read', answer: datasets },
  {
    method: 'GET',
    path: '/projects/:project/datasets/:dataset/acl',
    access: 'read',
    answer: ({ caller }) => ({ json: grantsOf(caller?.writes ?? null) }),
  },
  {
    method: 'GET',
    path: '/projects/:project/datasets/:dataset/settings/indexing',
    access: 'read',
    answer: () => ({ json: {} }),
  },
  {
    method: 'GET',
    path: '/projects/:project/datasets/:dataset/settings/embeddings',
    access: 'read',
    answer: () => ({ json: { enabled: false, status: 'disabled' } }),
  },
  {
    method: 'GET',
    path: '/projects/:project/roles',
    access: 'read',
    answer: ({ lake }) => ({
      json: Object.keys(lake.auth.roles).map((name) => ({ ...describeRole(lake, name), isCustom: false })),
    }),
  },
  { method: 'GET', path: '/projects/:project/user-applications', access: 'read', answer: () => ({ json: [] }) },
  {
    method: 'GET',
    path: '/projects/:project/new-content-release-allowed',
    access: 'read',
    answer: () => ({
      json: { data: { orgActiveReleaseCount: 0, orgActiveReleaseLimit: null, datasetReleaseLimit: 1000 } },
    }),
  },
  { method: 'GET', path: '/invitations/project/:project', access: 'read', answer: () => ({ json: [] }) },
  { method: 'GET', path: '/access/project/:project/requests', access: 'read', answer: () => ({ json: [] }) },
  { method: 'GET', path: '/subscriptions/project/:project', access: 'read', answer: () => ({ json: null }) },
]

/** This lake's project; it is of no organization. */
function projects(exchange: Exchange) {
  return exchange.url.searchParams.has('organizationId') ? [] : [project(exchange)]
}

function project({ lake, caller, url }: Exchange) {
  const people = lake.auth.people().map(({ id, role }) => ({ id, role, isRobot: false }))
  const me =
    caller && !people.some(({ id }) => id === caller.id) ? [{ id: caller.id, role: caller.role, isRobot: true }] : []
  const members = [...people, ...me].map((member) => ({
    ...member,
    isCurrentUser: member.id === caller?.id,
    roles: [describeRole(lake, member.role)],
  }))
  return {
    id: lake.projectId,
    displayName: 'Lakeside 湖畔',
    organizationId: null,
    studioHost: null,
    ...(flag(url.searchParams, 'includeMembers', true) ? { members } : {}),
    ...(flag(url.searchParams, 'includeFeatures', true) ? { features: [] } : {}),
    metadata: {},
    isBlocked: false,
    isDisabled: false,
    isDisabledByUser: false,
    createdAt: beginning,
    activityFeedEnabled: false,
  }
}

function datasets({ lake, url }: Exchange) {
  // The Studio asks for an add-on dataset for comments too. There is none, and the publication must not be taken for it.
  if (url.searchParams.has('datasetProfile') || url.searchParams.has('addonFor')) return { json: [] }
  return {
    json: [{ name: lake.dataset, aclMode: 'private', createdAt: beginning, createdByUserId: ownerId, tags: [] }],
  }
}

function grants({ caller }: Exchange) {
  const list = grantsOf(caller?.writes ?? null)
  const named = (list[0]?.permissions ?? []).map((name) => ({ name, params: {} }))
  const filters = list.map(({ filter, permissions }) => ({
    filter,
    grants: permissions.map((name) => ({ name, params: {} })),
  }))
  return {
    json: {
      'sanity.project': [{ grants: named }],
      'sanity.document.filter': filters,
      'sanity.project.datasets': [{ grants: named }],
    },
  }
}
