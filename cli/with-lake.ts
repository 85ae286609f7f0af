import type { Settings } from '#lib/settings.ts'
import { askRunningLake, type ControlCommand } from '#sanity/lake/control.ts'
import { openLake } from '#sanity/lake/lake.ts'
import { localAddresses, StartError } from '#server/listen.ts'

/**
 * Carries a command out in the lake of the data folder: the running process does it where there is one, else the folder is
 * opened, which works only under its lock. Throws StartError when the lake is elsewhere.
 */
export async function withLake(settings: Settings, command: ControlCommand): Promise<string> {
  if (settings.lake.kind === 'elsewhere') throw new StartError('The lake is elsewhere (SANITY_PROJECT_ID or SANITY_API_HOST is set); run this where its data folder is.')
  const answer = await askRunningLake(settings.dataFolder, command)
  if (answer !== undefined) return answer
  const publicUrl = settings.publicUrl ?? localAddresses(settings.host, settings.port).shown
  const lake = await openLake({ ...settings.lake, folder: settings.dataFolder, basePath: '/lake', publicUrl, trustedProxies: settings.trustedProxies })
  try {
    return command.command === 'token' ? await lake.createToken({ role: command.role, label: command.label ?? 'script' }) : await lake.createSignInLink()
  } finally {
    await lake.close()
  }
}
