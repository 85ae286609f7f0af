import { createClient } from '@sanity/client'
import type { Settings } from '#lib/settings/settings.ts'
import type { Lake } from '#sanity/lake/lake.ts'
import { asked, type Part } from './health.ts'

const patience = 2_000

/**
 * Whether the lake in this process can write, and whether its disk has room: found out by writing a little, at most every few seconds and only
 * when somebody asks. `now` is a clock in milliseconds.
 */
export function lakeWrites(
  embedded: () => Pick<Lake, 'canWrite'> | undefined,
  now: () => number,
): { writer: Part; disk: Part } {
  const part = (isWell: (found: 'yes' | 'no' | 'full') => boolean): Part => {
    const answers = asked(async () => isWell((await embedded()?.canWrite()) ?? 'no'), {
      holds: { yes: 5_000, no: 2_000 },
      patience,
      now,
    })
    return () => embedded() !== undefined && answers()
  }
  return { writer: part((found) => found !== 'no'), disk: part((found) => found !== 'full') }
}

/** Whether the lake answered lately. A hosted lake counts every question, so its yes holds for longer. `now` is a clock in milliseconds. */
export function lakeAnswers(
  place: Settings['lake'],
  embedded: () => Pick<Lake, 'isAnswering'> | undefined,
  now: () => number,
): Part {
  if (place.kind === 'embedded') {
    const answers = asked(async () => (await embedded()?.isAnswering()) ?? false, {
      holds: { yes: 2_000, no: 2_000 },
      patience,
      now,
    })
    // A lake that is still being opened is not asked: its no would hold on when the start is over.
    return () => embedded() !== undefined && answers()
  }
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
  return asked(
    () =>
      client.fetch('1').then(
        () => true,
        () => false,
      ),
    { holds: { yes: 30_000, no: 2_000 }, patience, now },
  )
}
