import { parseArgs } from 'node:util'
import { parseSettings } from '#lib/settings.ts'
import { explainAndExit } from '#server/process.ts'
import { serveLake } from '#server/serve-lake.ts'
import { withLake } from './with-lake.ts'

const usage = `npm run lake -- <command>
  token --role administrator|viewer [--label NAME]   prints a token for scripts
  sign-in                                            prints a one-time sign-in link for the Studio
  serve                                              runs the lake alone, for a site started with SANITY_API_HOST`

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { role: { type: 'string' }, label: { type: 'string' } } })
  const settings = parseSettings(process.env)
  const [command] = positionals
  if (command === 'serve') return serveLake(settings)
  if (command === 'sign-in') return print(await withLake(settings, { command: 'sign-in' }))
  if (command === 'token' && (values.role === 'administrator' || values.role === 'viewer')) return print(await withLake(settings, { command: 'token', role: values.role, ...(values.label ? { label: values.label } : {}) }))
  process.stderr.write(`${usage}\n`)
  process.exitCode = 1
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

await run().catch(explainAndExit)
