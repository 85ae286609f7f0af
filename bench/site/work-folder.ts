import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
export const benchFolder = join(projectFolder, 'bench')

/**
 * A folder inside bench/ (git ignores it), for what a part writes; `close` takes it away. It lies below the project so that the
 * bare Next project finds next and react in the project's own node_modules: Turbopack refuses links that lead out of its root.
 */
export function openWorkFolder(): { folder: string; close: () => void } {
  const parent = join(benchFolder, '.work')
  mkdirSync(parent, { recursive: true })
  const folder = mkdtempSync(join(parent, 'run-'))
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) }
}
