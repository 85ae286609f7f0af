import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { BenchError } from './machine.ts'

export type ToolProcess = { pid: number; stop: () => Promise<void> }

/** A port that was free a moment ago, for programs that can't choose one themselves and print it. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts a server in the foreground and resolves when `url` answers 200. Throws BenchError with its words when it ends before. */
export async function startTool(
  command: string,
  args: readonly string[],
  url: string,
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<ToolProcess> {
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  child.stdout.on('data', (chunk: Buffer) => (words += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()))
  const exited = once(child, 'exit')
  const { pid } = child
  if (pid === undefined) throw new BenchError(`${command} can't be started`)
  const isUp = () =>
    fetch(url).then(
      (answer) => answer.arrayBuffer().then(() => answer.ok),
      () => false,
    )
  while (!(await isUp())) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new BenchError(`${command} ended before it answered:\n${words}`)
    await wait(50)
  }
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
    await exited
  }
  return { pid, stop }
}
