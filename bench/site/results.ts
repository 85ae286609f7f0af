import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Part } from './part.ts'
import { benchFolder } from './work-folder.ts'

const folder = join(benchFolder, '.results')
const fileOf = (name: string) => join(folder, `${name}.json`)

/** Keeps the figures of a part until it is measured again. The folder is not committed; the report made from it is. */
export function keepResult(name: string, result: unknown, now: Date): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(name), `${JSON.stringify({ date: now.toISOString(), result }, null, 1)}\n`)
}

/** The figures kept last and when they were measured; undefined for a part that never was. Throws when they are of another shape. */
export function readResult<Result extends z.ZodType>({
  name,
  result,
}: Part<Result>): { date: string; result: z.infer<Result> } | undefined {
  if (!existsSync(fileOf(name))) return undefined
  const { date, result: raw } = z
    .object({ date: z.string(), result: z.unknown() })
    .parse(JSON.parse(readFileSync(fileOf(name), 'utf8')))
  return { date, result: result.parse(raw) }
}
