import { badRequest } from './answer.ts'
import type { Route } from './exchange.ts'

export type Found =
  | { kind: 'route'; route: Route; params: Readonly<Record<string, string>> }
  | { kind: 'otherMethod'; allowed: readonly string[] }
  | { kind: 'nothing' }

/**
 * Finds the route of a request. HEAD takes the GET route.
 * Throws LakeError 400 when the path holds broken percent encoding.
 */
export function findRoute(routes: readonly Route[], method: string, path: string): Found {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeSegment)
  const asked = method === 'HEAD' ? 'GET' : method
  const allowed = new Set<string>()
  for (const route of routes) {
    const params = matchPath(route.path, segments)
    if (!params) continue
    if (route.method === asked) return { kind: 'route', route, params }
    allowed.add(route.method)
    if (route.method === 'GET') allowed.add('HEAD')
  }
  return allowed.size > 0 ? { kind: 'otherMethod', allowed: [...allowed, 'OPTIONS'] } : { kind: 'nothing' }
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | null {
  const wanted = pattern.split('/').filter((segment) => segment !== '')
  if (wanted.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const given = segments[index] ?? ''
    if (part.startsWith(':')) params[part.slice(1)] = given
    else if (part !== given) return null
  }
  return params
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest(`The path holds "${segment}", which is no valid percent encoding.`)
  }
}

/** Takes `/v2025-02-19/data/…` apart. Addresses without a version have the version ''. */
export function splitVersion(path: string): { apiVersion: string; path: string } {
  const match = /^\/v(\d{1,4}(?:-\d\d-\d\d)?|X)(?=\/|$)/.exec(path)
  if (!match?.[1]) return { apiVersion: '', path }
  return { apiVersion: match[1], path: path.slice(match[0].length) || '/' }
}

/**
 * A client that is configured with a resource puts the dataset first: `/projects/<project>/datasets/<dataset>/query` for `/data/query/<dataset>`.
 * Takes a path without its version.
 * @returns its usual form; another project's path stays as it is.
 */
export function dataPath(projectId: string, path: string): string {
  const match =
    /^\/projects\/([^/]+)\/datasets\/([^/]+)\/(query|mutate|doc|actions|listen|live\/events|history|export)(\/.*)?$/.exec(
      path,
    )
  if (!match || match[1] !== projectId) return path
  const [, , dataset = '', operation = '', rest = ''] = match
  return `/data/${operation}/${dataset}${rest}`
}
