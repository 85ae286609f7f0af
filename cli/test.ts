import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { findChromium, howToInstall } from '../e2e/support/chromium.ts'
import { enginesHere, howToInstallEngines, missingEngines } from '../e2e/support/other-engines.ts'

/**
 * The whole proof in one command, the same here and in CI: cheap checks first, then units, the build, and the browser. With `--fast` it ends
 * after the units, in four minutes: the browsers take three quarters of the time, because each worker starts whole sites and whole Studios.
 * Stops at the first step that fails and exits with 1.
 */
const results = mkdtempSync(join(tmpdir(), 'lakeside-test-'))
const unitResults = join(results, 'units.json')
const browserResults = join(results, 'browser.json')

const isFast = process.argv.includes('--fast')

const steps: readonly { name: string; command: string; args: readonly string[]; env?: Record<string, string> }[] = [
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  {
    name: 'lint',
    command: 'oxlint',
    args: ['--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
  },
  {
    name: 'imports run one way',
    command: 'depcruise',
    args: ['app', 'components', 'lib', 'sanity', 'server', 'cli', '--config', '.dependency-cruiser.json'],
  },
  { name: 'nothing unused', command: 'knip', args: [] },
  { name: 'generated types are fresh', command: 'node', args: ['sanity/typegen.ts', '--check'] },
  { name: 'route types', command: 'next', args: ['typegen'] },
  { name: 'types', command: 'tsc', args: ['--noEmit'] },
  {
    name: 'units',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitResults}`],
  },
]

const browserSteps: typeof steps = [
  { name: 'production build', command: 'node', args: ['run.mjs', 'build'] },
  {
    name: 'end to end, in Chromium',
    command: 'playwright',
    args: ['test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: browserResults },
  },
]

const chromium = findChromium(process.env)
if (!isFast && !chromium) {
  process.stderr.write(
    `lakeside: there is no Chromium to test with. Install one with\n  ${howToInstall(process.platform)}\n`,
  )
  process.exit(1)
}

const missing = isFast ? [] : missingEngines()
if (missing.length > 0) {
  process.stderr.write(
    `lakeside: the pages are tested in every engine that people read with; ${missing.join(' and ')} is missing. On Debian install it with\n  ${howToInstallEngines}\n`,
  )
  process.exit(1)
}
if (!isFast && !enginesHere.some((name) => name === 'WebKit'))
  process.stdout.write('lakeside: WebKit is not tested here: that needs Linux.\n')

try {
  for (const { name, command, args, env } of isFast ? steps : [...steps, ...browserSteps]) {
    process.stdout.write(`\n— ${name}\n`)
    const done = spawnSync(command, args, {
      stdio: 'inherit',
      env: { ...process.env, ...env, ...(chromium === undefined ? {} : { CHROMIUM: chromium }) },
      shell: process.platform === 'win32',
    })
    if (done.status !== 0) {
      process.stderr.write(`\nlakeside: the step "${name}" failed.\n`)
      process.exitCode = 1
      break
    }
  }
  if (process.exitCode === undefined) process.stdout.write(`\n${countPassed()} passed, 0 failed\n`)
} finally {
  rmSync(results, { recursive: true, force: true })
}

/** How many tests ran, as the runners themselves count them; a run that counted none is a failure. */
function countPassed(): number {
  const units = z.object({ numPassedTests: z.number().min(1) }).parse(JSON.parse(readFileSync(unitResults, 'utf8')))
  if (isFast) return units.numPassedTests
  const browser = z
    .object({ stats: z.object({ expected: z.number().min(1) }) })
    .parse(JSON.parse(readFileSync(browserResults, 'utf8')))
  return units.numPassedTests + browser.stats.expected
}
