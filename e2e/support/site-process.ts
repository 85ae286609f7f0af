import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type RunningProcess = {
  /** The address behind `ready`. */
  url: string
  pid: number
  /** The one-time sign-in link, where there is a lake to sign in to. */
  signInLink: string | undefined
  /** Everything the process has written to standard error so far. */
  errors: () => string
  /** Ends it as Ctrl-C does, as a supervisor does, or at once as a power cut does; resolves with the exit code. Through run.mjs under an older Node only SIGTERM reaches it. */
  stop: (signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => Promise<number | null>
  /** Only sends a signal. */
  signal: (name: NodeJS.Signals) => void
  /** Resolves with the exit code when it has ended, no matter who ended it. */
  ended: Promise<number | null>
}

/** Settings of the developer's own shell must not reach a process under test. */
const inherited: NodeJS.ProcessEnv = { ...process.env }
for (const name of Object.keys(inherited)) if (/^(PORT$|HOST$|LAKESIDE_|SANITY_)/.test(name)) delete inherited[name]

function run(args: readonly string[], settings: Record<string, string>) {
  return spawn('node', [...args], { env: { ...inherited, PORT: '0', ...settings }, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Starts the site (or, with `lake serve`, the lake alone) as `npm start` does and resolves when it says `ready`. Rejects with its words when it ends before. */
export async function startProcess(
  settings: Record<string, string>,
  args: readonly string[] = ['server/main.ts'],
): Promise<RunningProcess> {
  const child = run(args, settings)
  let out = ''
  let errors = ''
  const exited = once(child, 'exit')
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const said = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const complete =
        args.includes('serve') || settings.SANITY_API_HOST ? /^ready \S+\n/m : /^sign in once with \S+\n/m
      if (complete.test(out)) resolve(out)
    })
  })
  const first = await Promise.race([said, exited.then(() => undefined)])
  const url = first?.match(/^ready (\S+)$/m)?.[1]
  if (url === undefined || child.pid === undefined) throw new Error(`the process ended before it was ready:\n${errors}`)
  return {
    url,
    pid: child.pid,
    signInLink: first?.match(/^sign in once with (\S+)$/m)?.[1],
    errors: () => errors,
    signal: (name) => void child.kill(name),
    ended: exited.then(() => child.exitCode),
    stop: async (signal = 'SIGINT') => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await exited
      }
      return child.exitCode
    },
  }
}

/** Runs a command to its end and answers what it said; for starts that must fail and for the command line. */
export async function runToEnd(
  args: readonly string[],
  settings: Record<string, string>,
): Promise<{ code: number | null; out: string; errors: string }> {
  const child = run(args, settings)
  let out = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, out, errors }
}
