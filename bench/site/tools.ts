import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './machine.ts'
import { benchFolder } from './work-folder.ts'

const folder = join(benchFolder, 'tools')

/** Installs what only the measurements need, once per lockfile, and answers the path of a file in it. */
export function toolFile(path: string, say: (line: string) => void): string {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
  const stamp = join(folder, 'node_modules', '.lakeside-installed')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
    say('installing the tools of the bench (about a minute the first time)')
    run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
    writeFileSync(stamp, lock)
  }
  return join(folder, 'node_modules', path)
}
