import { describe, expect, test } from 'vitest'
import type { Route } from './exchange.ts'
import { createRoutes } from './routes.ts'
import { dataPath, findRoute, splitVersion } from './router.ts'

const route = (method: Route['method'], path: string): Route => ({ method, path, access: 'public', answer: () => null })
const routes = [
  route('GET', '/users/me'),
  route('GET', '/users/:ids'),
  route('POST', '/data/query/:dataset'),
  route('GET', '/data/query/:dataset'),
]

describe('findRoute', () => {
  test('the first that fits, with its parameters decoded', () => {
    expect(findRoute(routes, 'GET', '/users/me')).toMatchObject({
      kind: 'route',
      route: { path: '/users/me' },
      params: {},
    })
    expect(findRoute(routes, 'GET', '/users/%E6%B9%96')).toMatchObject({ params: { ids: '湖' } })
    expect(findRoute(routes, 'POST', '/data/query/production/')).toMatchObject({
      route: { method: 'POST' },
      params: { dataset: 'production' },
    })
  })

  test('HEAD is GET; other methods are told what there is', () => {
    expect(findRoute(routes, 'HEAD', '/users/me')).toMatchObject({ kind: 'route' })
    expect(findRoute(routes, 'PUT', '/data/query/x')).toEqual({
      kind: 'otherMethod',
      allowed: ['POST', 'GET', 'HEAD', 'OPTIONS'],
    })
  })

  test('nothing, and broken encoding', () => {
    expect(findRoute(routes, 'GET', '/')).toEqual({ kind: 'nothing' })
    expect(findRoute(routes, 'GET', '/users/me/more')).toEqual({ kind: 'nothing' })
    expect(() => findRoute(routes, 'GET', '/users/%zz')).toThrow('percent encoding')
  })
})

test.each([
  ['/v1/users/me', '1', '/users/me'],
  ['/v2025-02-19/data', '2025-02-19', '/data'],
  ['/vX/data', 'X', '/data'],
  ['/images/a', '', '/images/a'],
  ['/v1', '1', '/'],
  ['/version', '', '/version'],
])('splitVersion(%s)', (path, apiVersion, rest) => {
  expect(splitVersion(path)).toEqual({ apiVersion, path: rest })
})

test.each([
  ['/projects/lakeside/datasets/production/query', '/data/query/production'],
  ['/projects/lakeside/datasets/production/doc/a,b', '/data/doc/production/a,b'],
  ['/projects/lakeside/datasets/production/live/events', '/data/live/events/production'],
  ['/projects/lakeside/datasets/production/history/transactions/a', '/data/history/production/transactions/a'],
  ['/projects/lakeside/datasets/production/acl', '/projects/lakeside/datasets/production/acl'],
  ['/projects/lakeside/datasets/production/queryable', '/projects/lakeside/datasets/production/queryable'],
  ['/projects/elsewhere/datasets/production/query', '/projects/elsewhere/datasets/production/query'],
])('dataPath(%s)', (path, usual) => {
  expect(dataPath('lakeside', path)).toBe(usual)
})

test('no two routes are the same', () => {
  const names = createRoutes().map(({ method, path }) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('only these are open to strangers', () => {
  const open = createRoutes()
    .filter((one) => one.access === 'public')
    .map(({ method, path }) => `${method} ${path}`)
  expect(open.toSorted()).toEqual([
    'GET /auth/providers',
    'GET /check/cors', // whether the asking page may use the lake
    'GET /data/live/events/:dataset', // tells a stranger which answers have changed, in opaque tags
    'GET /files/:project/:dataset/:file',
    'GET /files/:project/:dataset/:file/:name',
    'GET /images/:project/:dataset/:file',
    'GET /images/:project/:dataset/:file/:name',
    'GET /ping',
    'GET /sign-in',
    'POST /auth/logout',
    'POST /sign-in',
    'POST /sign-in/link',
  ])
})
