import type { Lake } from '#sanity/lake/lake.ts'
import type { Log } from './log.ts'

/**
 * Prints the lines that a newcomer waits for. `ready` stands alone, for scripts. A sign-in link that can't be stored, on a full disk for example,
 * is told in the log: readers can be served all the same.
 */
export async function announce({
  publicUrl,
  lake,
  print,
  log,
}: {
  publicUrl: string
  lake: Pick<Lake, 'createSignInLink'> | undefined
  print: (line: string) => void
  log: Log
}): Promise<void> {
  print(`\nready ${publicUrl}\n`)
  print(`Studio ${publicUrl}/studio\n`)
  if (!lake) return
  try {
    print(`sign in once with ${await lake.createSignInLink()}\n`)
  } catch (error) {
    log({
      level: 'error',
      message:
        'No sign-in link was made: it could not be stored. Readers are served. When the data folder can be written again, make a link with: npm run lake -- sign-in',
      error: error instanceof Error ? error.message : String(error),
    })
  }
}
