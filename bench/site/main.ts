import { parseArgs } from 'node:util'
import { elsewhere } from './elsewhere.ts'
import { fire } from './fire.ts'
import { freshness } from './freshness.ts'
import { lighthouse } from './lighthouse.ts'
import { load } from './load.ts'
import { BenchError, endChildren, requireTools } from './machine.ts'
import { memory } from './memory.ts'
import type { Part } from './part.ts'
import { writeReport } from './report.ts'
import { keepResult } from './results.ts'
import { typing } from './typing.ts'
import { validate } from './validate.ts'
import { wire } from './wire.ts'
import { openWorkFolder } from './work-folder.ts'

const parts: readonly Part[] = [load, memory, wire, lighthouse, validate, freshness, elsewhere, typing, fire]

const usage = `npm run bench:site                     measures everything and writes docs/bench/
npm run bench:site -- PART …           measures these parts again: ${parts.map(({ name }) => name).join(', ')}
npm run bench:site -- --quick [PART …] the same with a few seconds each: shows the figures, writes nothing
npm run bench:site -- report           writes docs/bench/ from the figures kept last`

const say = (line: string) => void process.stderr.write(`bench: ${line}\n`)

async function measure(part: Part, quick: boolean): Promise<void> {
  const work = openWorkFolder()
  try {
    say(part.name)
    const result: unknown = await part.measure({
      folder: work.folder,
      quick,
      say: (line) => say(`${part.name}: ${line}`),
    })
    if (quick) process.stdout.write(`${JSON.stringify({ [part.name]: result }, null, 1)}\n`)
    else keepResult(part.name, result, new Date())
  } finally {
    work.close()
  }
}

async function start(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
  })
  const unknown = positionals.filter((name) => name !== 'report' && !parts.some((part) => part.name === name))
  if (values.help || unknown.length > 0) throw new BenchError(usage)
  const chosen = positionals.length === 0 ? parts : parts.filter(({ name }) => positionals.includes(name))
  requireTools([...new Set(chosen.flatMap(({ tools }) => tools))])
  for (const part of chosen) await measure(part, values.quick)
  if (!values.quick) writeReport()
}

// A part that breaks, or Ctrl-C, must leave no server behind on the core of the next measurement.
process.on('exit', endChildren)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

try {
  await start()
} catch (error) {
  if (!(error instanceof BenchError)) throw error
  process.stderr.write(`bench: ${error.message}\n`)
  process.exitCode = 1
}
