import { type Caller, editor } from '../auth/caller.ts'
import { currentUser } from './people.ts'
import type { Exchange, Route } from './exchange.ts'

const everything = ['read', 'create', 'update', 'delete', 'manage', 'editHistory', 'history']
const beginning = '2026-01-01T00:00:00.000Z'

/** The project, its one dataset, and what the caller may do there. The Studio evaluates the filters in the browser. */
export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: '/projects', access: 'read', answer: (exchange) => ({ json: [project(exchange)] }) },
  { method: 'GET', path: '/projects/:project', access: 'read', answer: (exchange) => ({ json: project(exchange) }) },
  { method: 'GET', path: '/projects/:project/grants', access: 'read', answer: grants },
  { method: 'GET', path: '/projects/:project/datasets', access: 'read', answer: datasets },
  { method: 'GET', path: '/datasets', access: 'read', answer: datasets },
  {
    method: 'GET',
    path: '/projects/:project/datasets/:dataset/acl',
    access: 'read',
    answer: ({ caller }) => ({ json: [{ filter: '_id in path("**")', permissions: permissions(caller) }] }),
  },
  {
    method: 'GET',
    path: '/projects/:project/datasets/:dataset/settings/indexing',
    access: 'read',
    answer: () => ({ json: {} }),
  },
  {
    method: 'GET',
    path: '/projects/:project/roles',
    access: 'read',
    answer: () => ({
      json: [
        { name: 'administrator', title: 'Administrator', description: '', isCustom: false },
        { name: 'viewer', title: 'Viewer', description: '', isCustom: false },
      ],
    }),
  },
  { method: 'GET', path: '/projects/:project/user-applications', access: 'read', answer: () => ({ json: [] }) },
  {
    method: 'GET',
    path: '/projects/:project/new-content-release-allowed',
    access: 'read',
    answer: () => ({ json: { data: { orgActiveReleaseCount: 0, orgActiveReleaseLimit: null, datasetReleaseLimit: 1000 } } }),
  },
  { method: 'GET', path: '/access/project/:project/requests', access: 'read', answer: () => ({ json: [] }) },
  { method: 'GET', path: '/subscriptions/project/:project', access: 'read', answer: () => ({ json: null }) },
]

function project({ lake, caller }: Exchange) {
  const me = caller ? currentUser(caller) : null
  return {
    id: lake.projectId,
    displayName: 'Lakeside 湖畔',
    organizationId: null,
    studioHost: null,
    members: me ? [{ id: me.id, isCurrentUser: true, isRobot: me.id !== editor.id, role: me.role, roles: me.roles }] : [],
    features: [],
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
  return { json: [{ name: lake.dataset, aclMode: 'private', createdAt: beginning, createdByUserId: editor.id, tags: [] }] }
}

function grants({ caller }: Exchange) {
  const named = permissions(caller).map((name) => ({ name, params: {} }))
  return { json: { 'sanity.project': [{ grants: named }], 'sanity.document.filter': [], 'sanity.project.datasets': [{ grants: named }] } }
}

function permissions(caller: Caller | null): readonly string[] {
  return caller?.role === 'administrator' ? everything : ['read', 'history']
}
