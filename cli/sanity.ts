import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseSettings } from '#lib/settings/settings.ts'
import { explainAndExit } from '#server/process.ts'
import { type Loan, lendLake } from './lend-lake.ts'
import { refusalOf } from './sanity-cli/refusals.ts'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'node_modules', '@sanity', 'cli', 'bin', 'run.js')
const throughLake = new URL('./sanity-cli/through-lake.ts', import.meta.url).href

/** Runs Sanity's own command line on a lent lake, with settings of its own: the person's account at sanity.io stays out of it. Answers its exit code. */
async function runCli(words: readonly string[], { address, token }: Loan): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'lakeside-sanity-'))
  try {
    const config = join(folder, 'config.json')
    await writeFile(config, '{"telemetryDisclosed":1}') // its notice that it counts usage would be untrue: DO_NOT_TRACK
    const given = { LAKESIDE_CLI_LAKE: address, SANITY_AUTH_TOKEN: token, SANITY_CLI_CONFIG_PATH: config }
    const quiet = {
      DO_NOT_TRACK: '1',
      NO_UPDATE_NOTIFIER: '1',
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${throughLake}`.trim(),
    }
    const child = spawn(process.execPath, [cli, ...words], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...given, ...quiet },
    })
    // A terminal sends Ctrl-C to both: the child ends, and what was lent is taken back after it.
    process.on('SIGINT', () => {})
    process.on('SIGTERM', () => child.kill('SIGTERM'))
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code) => resolve(code ?? 1))
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function run(words: readonly string[]): Promise<void> {
  const refusal = refusalOf(words)
  if (refusal !== null) {
    process.stderr.write(`lakeside: \`sanity ${words.join(' ')}\` does not work on the embedded lake. ${refusal}\n`)
    process.exitCode = 1
    return
  }
  process.exitCode = await lendLake(parseSettings(process.env), (loan) => runCli(words, loan))
}

await run(process.argv.slice(2)).catch(explainAndExit)
