import { readdirSync } from 'node:fs'
import { relative, sep } from 'node:path'

/** The files that Next built; their names change with their content. */
export const isBuiltFile = (target: string): boolean => target.startsWith('/_next/static/')

/**
 * The built files by what is asked for: the one address of the file, or undefined where the build has none. Without this list every
 * made-up name, and every spelling of a true one, would be a question to Next.
 * @param folder the build's `static` folder.
 */
export function readBuiltFiles(folder: string): (target: string) => string | undefined {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const addresses = new Map(
    files.map(({ parentPath, name }) => {
      const segments = [...relative(folder, parentPath).split(sep), name].filter(Boolean)
      return [`/_next/static/${segments.join('/')}`, `/_next/static/${segments.map(encodeURIComponent).join('/')}`]
    }),
  )
  return (target) => {
    try {
      return addresses.get(decodeURIComponent(target.split('?', 1)[0] ?? ''))
    } catch {
      return undefined
    }
  }
}
