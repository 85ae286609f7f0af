import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createPicturePool } from './picture-pool.ts'

// Has a drawing drawn that takes minutes, and never stops it.
const path = join(process.argv[2] ?? '', 'slow.svg')
await writeFile(
  path,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text>${'lol'.repeat(20_000)}</text></svg>`,
)
const pool = createPicturePool({ memory: 1e9, idle: 1e6 })
const drawn = pool.run({ kind: 'inspect', path, extract: [] }, { time: 1e6 })
process.stdout.write(`${pool.processes().join()}\n`)
await drawn
