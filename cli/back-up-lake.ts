import type { Settings } from '#lib/settings/settings.ts'
import { backUp } from '#sanity/lake/lake.ts'
import { mustBeHere } from './with-lake.ts'

/**
 * Copies the lake of the data folder into a new folder and says what is in it. It reads beside the running process, which goes on meanwhile.
 * Ends with 1 when the data folder itself lacks originals. Throws RefusedError, or StartError when the lake is elsewhere.
 */
export function backUpLake(settings: Settings, target: string): void {
  const { projectId, dataset } = mustBeHere(settings)
  const { documents, transactions, files, missing } = backUp({
    folder: settings.dataFolder,
    target,
    owner: `${projectId}/${dataset}`,
  })
  process.stdout.write(
    `${documents} documents, ${transactions} transactions and ${files} files are in ${target}; all was checked.\n`,
  )
  if (missing.length === 0) return
  process.stderr.write(
    `lakeside: the data folder itself lacks the files of ${missing.length} documents, so the backup does too: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''}\n`,
  )
  process.exitCode = 1
}
