import { createClient, type SanityClient } from '@sanity/client'
import { z } from 'zod'

const environment = z.object({
  SANITY_WRITE_TOKEN: z.string().min(1),
  SANITY_API_HOST: z.url().optional(),
  SANITY_PROJECT_ID: z.string().min(1).optional(),
  SANITY_DATASET: z.string().min(1).default('production'),
})

/** What a command that asks a running lake tells of its environment. */
export const lakeClientUsage = `It needs
  SANITY_WRITE_TOKEN   a token that sees drafts (for a Lakeside lake: npm run lake -- token --role administrator)
and, where they differ,
  SANITY_API_HOST      the lake's address; without it and without SANITY_PROJECT_ID http://127.0.0.1:3000/lake
  SANITY_PROJECT_ID    the id of a project on sanity.io
  SANITY_DATASET       production`

/** A client for the lake that the environment names, and that lake in words; null where no token is given or something is malformed. */
export function lakeClient(
  env: Readonly<Record<string, string | undefined>>,
): { client: SanityClient; place: string } | null {
  // An empty variable counts as not set.
  const given = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value)))
  if (!given.success) return null
  const { SANITY_WRITE_TOKEN: token, SANITY_PROJECT_ID: projectId = 'lakeside', SANITY_DATASET: dataset } = given.data
  const apiHost =
    given.data.SANITY_API_HOST ?? (given.data.SANITY_PROJECT_ID ? undefined : 'http://127.0.0.1:3000/lake')
  const client = createClient({
    projectId,
    dataset,
    token,
    apiVersion: '2025-02-19',
    useCdn: false,
    ...(apiHost ? { apiHost, useProjectHostname: false } : {}),
  })
  return { client, place: apiHost ?? `project ${projectId}` }
}
