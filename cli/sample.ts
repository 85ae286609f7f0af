import { createClient } from '@sanity/client'
import { z } from 'zod'
import { loadSample } from '#sanity/content/load.ts'

const usage = `npm run sample loads the sample publication into a lake. It needs
  SANITY_WRITE_TOKEN   a token that may write (for a Lakeside lake: npm run lake -- token --role administrator)
and, where they differ,
  SANITY_API_HOST      the lake's address; without it and without SANITY_PROJECT_ID http://127.0.0.1:3000/lake
  SANITY_PROJECT_ID    the id of a project on sanity.io
  SANITY_DATASET       production`

const environment = z.object({
  SANITY_WRITE_TOKEN: z.string().min(1),
  SANITY_API_HOST: z.url().optional(),
  SANITY_PROJECT_ID: z.string().min(1).optional(),
  SANITY_DATASET: z.string().min(1).default('production'),
})

const given = environment.safeParse(process.env)
if (!given.success) {
  process.stderr.write(`${usage}\n`)
  process.exit(1)
}
const { SANITY_WRITE_TOKEN: token, SANITY_PROJECT_ID: projectId = 'lakeside', SANITY_DATASET: dataset } = given.data
const apiHost = given.data.SANITY_API_HOST ?? (given.data.SANITY_PROJECT_ID ? undefined : 'http://127.0.0.1:3000/lake')
const client = createClient({ projectId, dataset, token, apiVersion: '2025-02-19', useCdn: false, ...(apiHost ? { apiHost, useProjectHostname: false } : {}) })
try {
  const { created, kept, uploaded } = await loadSample(client)
  process.stderr.write(`lakeside: ${created} documents and ${uploaded} pictures loaded, ${kept} documents were there already and stay as they are.\n`)
} catch (error) {
  process.stderr.write(`lakeside: the sample was not loaded into ${apiHost ?? `project ${projectId}`}: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
