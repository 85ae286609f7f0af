import { createClient } from '@sanity/client'
import type { Settings } from '#lib/settings.ts'
import type { Lake } from '#sanity/lake/lake.ts'
import { asked, type Part } from './health.ts'

const patience = 2_000

/** Whether the lake answered lately. A hosted lake counts every question, so what it said holds for longer. `now` is a clock in milliseconds. */
export function lakeAnswers(place: Settings['lake'], embedded: () => Lake | undefined, now: () => number): Part {
  if (place.kind === 'embedded') return asked(async () => (await embedded()?.isAnswering()) ?? false, { holds: 2_000, patience, now })
  const { projectId, dataset, apiHost, readToken } = place
  const client = createClient({
    projectId,
    dataset,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'published',
    maxRetries: 0,
    ...(apiHost ? { apiHost, useProjectHostname: false } : {}),
    ...(readToken ? { token: readToken } : {}),
  })
  return asked(() => client.fetch('1').then(() => true, () => false), { holds: 30_000, patience, now })
}
