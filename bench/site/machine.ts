import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus, release } from 'node:os'

/** Something the person at the terminal can mend: one sentence, without a stack. */
export class BenchError extends Error {
  override name = 'BenchError'
}

/** What is measured runs on one core, what asks it on the other. */
export const serverCore = '0'
export const askingCore = '1'
export const allCores = `0-${cpus().length - 1}`

const packageOf: Record<string, string> = {
  wrk: 'wrk',
  nginx: 'nginx-light',
  taskset: 'util-linux',
  java: 'default-jre-headless',
}

/** Throws BenchError naming the one command that installs what is missing. */
export function requireTools(names: readonly string[]): void {
  if (process.platform !== 'linux' || cpus().length < 2)
    throw new BenchError('the measurements need Linux and at least two cores: one for the server, one for what asks it')
  const missing = names.filter((name) => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0)
  if (missing.length > 0)
    throw new BenchError(
      `${missing.join(', ')} missing; install with\n  apt-get update && apt-get install -y ${missing.map((name) => packageOf[name] ?? name).join(' ')}`,
    )
}

/** Runs a command to its end and answers its standard output. Throws BenchError with its own words when it fails; `allowed` are further exit codes that are no failure. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; allowed?: readonly number[] } = {},
): string {
  const done = spawnSync(command, [...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    cwd: options.cwd,
    env: options.env ?? process.env,
  })
  if (done.error) throw done.error
  if (done.status !== 0 && !options.allowed?.includes(done.status ?? -1))
    throw new BenchError(`${command} ${args.join(' ')} failed:\n${done.stdout}${done.stderr}`)
  return done.stdout
}

/** A process and all that it started, itself first. */
function processTree(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return [pid, ...children.flatMap(processTree)]
}

/** How many processes a process has started that have not ended. */
export const countChildren = (pid: number): number => processTree(pid).length - 1

/** Ends at once whatever this process started and has not ended. */
export function endChildren(): void {
  for (const pid of processTree(process.pid).slice(1)) process.kill(pid, 'SIGKILL')
}

/** Keeps a process, its threads and its children on these cores; what they start later stays there too. */
export function pin(pid: number, cores: string): void {
  for (const each of processTree(pid)) run('taskset', ['-a', '-p', '-c', cores, String(each)])
}

/**
 * Resident memory of a process and all that it started, in megabytes (10^6 bytes). What processes share, such as the program's own code, counts
 * once (proportional set size): the plain sum would count Node's 60 MB for each of them. Threads are part of their process.
 */
export function residentMegabytes(pid: number): number {
  const kibibytes = processTree(pid).map((each) =>
    Number(readFileSync(`/proc/${each}/smaps_rollup`, 'utf8').match(/^Pss:\s+(\d+) kB$/m)?.[1] ?? 0),
  )
  return (kibibytes.reduce((sum, each) => sum + each, 0) * 1024) / 1e6
}

/** One line about the machine, for the report. */
export function describeMachine(): string {
  const [first] = cpus()
  const megahertz = first && first.speed > 0 ? `, ${first.speed} MHz` : ''
  const debian = run('sh', ['-c', '. /etc/os-release; printf "%s" "$PRETTY_NAME"'])
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}${megahertz}, ${debian}, Linux ${release()}`
}

/** The programs measured and measured with, for the report. */
export function versions(): string {
  const version = (command: string, flags: string, pattern: RegExp) =>
    pattern.exec(run('sh', ['-c', `${command} ${flags} 2>&1 || true`]))?.[1]
  const found = {
    Node: process.versions.node,
    Next: version('next', '--version', /v([\d.]+)/),
    nginx: version('nginx', '-v', /nginx\/([\d.]+)/),
    wrk: version('wrk', '-v', /wrk \S*?([\d.]+)/),
    Chromium: version('chromium', '--version', /Chromium ([\d.]+)/),
  }
  return Object.entries(found)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]))
    .join(', ')
}
