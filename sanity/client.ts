import { createClient, type SanityClient } from 'next-sanity'
import { type SiteEnvironment, siteEnvironment } from './environment.ts'

/** Answers changed their meaning on this day: from here on the default perspective is `published`. */
const API_VERSION = '2025-02-19'

/**
 * A client for one lake. Never through the CDN: its answers may be a minute old. Fields that code compares are kept free of the
 * invisible signs of draft mode.
 */
export function createLakeClient(environment: SiteEnvironment): SanityClient {
  return createClient({
    projectId: environment.SANITY_PROJECT_ID,
    dataset: environment.SANITY_DATASET,
    apiVersion: API_VERSION,
    useCdn: false,
    perspective: 'published',
    maxRetries: 1,
    timeout: 20_000,
    requestTagPrefix: 'lakeside',
    ...(environment.SANITY_READ_TOKEN && { token: environment.SANITY_READ_TOKEN }),
    ...(environment.SANITY_API_HOST && { apiHost: environment.SANITY_API_HOST, useProjectHostname: false }),
    // Node asks for gzip by itself; within one process packing and unpacking an answer costs a page about two milliseconds for nothing.
    ...(environment.LAKESIDE_EMBEDDED && { headers: { 'accept-encoding': 'identity' } }),
    stega: {
      enabled: false,
      studioUrl: '/studio', // on the pages' own origin; each sign holds it, and a page has hundreds
      filter: ({ sourcePath }) => words.has(String(sourcePath.findLast((step) => typeof step === 'string'))),
    },
  })
}

/**
 * The fields whose text people read on a page. Only they carry the invisible signs of draft mode, which say where a text comes from: a sign in
 * anything that code compares (a key, a weekday, an address) would change what the page does.
 */
const words = new Set([
  'title',
  'name',
  'summary',
  'text',
  'attribution',
  'role',
  'bio',
  'alt',
  'caption',
  'credit',
  'description',
  'tagline',
  'legal',
  'disclosureIntro',
  'tag',
  'copy',
  'brief',
  'points',
  'risk',
  'riskBrief',
  'sponsor',
])

let known: SanityClient | undefined
let previewing: SanityClient | undefined

/** The one client of this process. For the server only: it carries the token. */
export function lakeClient(): SanityClient {
  known ??= createLakeClient(siteEnvironment())
  return known
}

/** The client of draft mode: it reads what is not published. For the server only. Throws where there is no token for it. */
export function previewClient(): SanityClient {
  const { SANITY_PREVIEW_TOKEN: token } = siteEnvironment()
  if (!token) throw new Error('Draft mode needs a token that reads drafts: SANITY_READ_TOKEN of a lake elsewhere.')
  previewing ??= lakeClient().withConfig({ token })
  return previewing
}
