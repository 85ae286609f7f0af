import type { Settings } from '#lib/settings/settings.ts'
import type { Command } from '#sanity/lake/auth/commands.ts'
import { askRunningLake } from '#sanity/lake/control.ts'
import { openLake } from '#sanity/lake/lake.ts'
import { passTypes, roles } from '#sanity/roles.ts'
import { localAddresses, StartError } from '#server/listen.ts'

/**
 * Carries a command out in the lake of the data folder: the running process does it where there is one, else the folder is
 * opened, which works only under its lock. Answers what to print. Throws StartError when the lake is elsewhere, RefusedError when it refuses.
 */
export async function withLake(settings: Settings, command: Command): Promise<string> {
  const lakeHere = mustBeHere(settings)
  const answer = await askRunningLake(settings.dataFolder, command)
  if (answer !== undefined) return answer
  const publicUrl = settings.publicUrl ?? localAddresses(settings.host, settings.port).shown
  const lake = await openLake({
    ...lakeHere,
    folder: settings.dataFolder,
    basePath: '/lake',
    publicUrl,
    trustedProxies: settings.trustedProxies,
    roles,
    passTypes,
  })
  try {
    return await lake.obey(command)
  } finally {
    await lake.close()
  }
}

/** The embedded lake's settings. Throws StartError when the lake is elsewhere. */
export function mustBeHere({ lake }: Settings): Settings['lake'] & { kind: 'embedded' } {
  if (lake.kind === 'embedded') return lake
  throw new StartError(
    'The lake is elsewhere (SANITY_PROJECT_ID or SANITY_API_HOST is set); run this where its data folder is.',
  )
}
