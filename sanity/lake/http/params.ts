import { z } from 'zod'
import type { PathStyle } from '../engine/types.ts'
import type { Perspective } from '../engine/types.ts'
import { badRequest } from './answer.ts'
import { checked, parseJson } from './body.ts'

/** `$name=<JSON>` pairs of a query string. Throws LakeError 400 when one is no JSON. */
export function groqParams(search: URLSearchParams): Record<string, unknown> {
  const params: Record<string, unknown> = {}
  for (const [name, value] of search) {
    if (name.startsWith('$')) params[name.slice(1)] = parseJson(value, `parameter ${name}`)
  }
  return params
}

/** A yes-or-no option of a query string; anything but `true` and `false` is a LakeError 400. */
export function flag(search: URLSearchParams, name: string, fallback = false): boolean {
  const value = search.get(name)
  if (value === null || value === '') return fallback
  if (value === 'true' || value === '1') return true
  if (value === 'false' || value === '0') return false
  throw badRequest(`The option ${name} is "${value}"; it may be true or false.`)
}

/** How a request wants a source map; undefined when it wants none. Anything else than the client's own words is a LakeError 400. */
export function sourcePathsOf(search: URLSearchParams): PathStyle | undefined {
  if (search.get('resultSourceMap') === 'withKeyArraySelector') return 'key'
  return flag(search, 'resultSourceMap') ? 'index' : undefined
}

/** A whole number of a query string, `undefined` when absent, LakeError 400 when it is outside of 1 to `max`. */
export function count(search: URLSearchParams, name: string, max: number): number | undefined {
  const value = search.get(name)
  if (value === null || value === '') return undefined
  return checked(z.coerce.number().int().min(1).max(max), value, `option ${name}`)
}

const layerName = /^[A-Za-z0-9._-]{1,128}$/

/** Content variants are nothing that this lake has: a question that asks for one is refused, not answered without. */
export function refuseVariants(search: URLSearchParams): void {
  const name = ['variant', 'variantCondition'].find((option) => search.has(option))
  if (name !== undefined) throw badRequest(`The option ${name} is not available: this lake has no content variants.`)
}

/** The first API version that knows releases. */
const STACKS_SINCE = '2025-02-19'

/** Whether a request's API version knows releases: then what is published is the default, for questions and for listeners. */
export function knowsVersions(apiVersion: string): boolean {
  return apiVersion === 'X' || apiVersion >= STACKS_SINCE
}

/**
 * The perspective a request asks for. Without one, API versions from 2025-02-19 on read what is published, older ones everything.
 * Throws LakeError 400 for a name that cannot be one, and for
 * releases and stacks in an older API version.
 */
export function perspectiveOf(asked: string | null, apiVersion: string): Perspective {
  if (asked === null || asked === '') return knowsVersions(apiVersion) ? 'published' : 'raw'
  const layers = asked.split(',').map((layer) => layer.trim())
  const [first] = layers
  if (layers.length === 1 && first !== undefined) {
    if (first === 'raw' || first === 'published' || first === 'drafts') return first
    if (first === 'previewDrafts') return 'drafts'
  }
  const odd = layers.find((layer) => !layerName.test(layer) || layer === 'raw')
  if (odd !== undefined) throw badRequest(`The perspective "${asked}" is none: "${odd}" can't be a layer.`)
  if (!knowsVersions(apiVersion)) {
    throw badRequest(
      `Complex perspectives are not supported in version ${apiVersion}: "${asked}" needs ${STACKS_SINCE} or later.`,
    )
  }
  return layers.map((layer) => (layer === 'previewDrafts' ? 'drafts' : layer))
}
