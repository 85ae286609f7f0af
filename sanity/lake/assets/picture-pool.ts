import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PictureAnswer, PictureJob, PictureOrder } from './picture-job.ts'

/** Why a picture's process was killed, or ended by itself. */
export class PictureStoppedError extends Error {
  override name = 'PictureStoppedError'
  readonly reason: 'time' | 'memory' | 'crash' | 'closed'
  constructor(reason: PictureStoppedError['reason']) {
    super(`The picture's process was stopped: ${reason}.`)
    this.reason = reason
  }
}

export type PicturePool = {
  /**
   * Has the job done in a process of its own. How many at once is the caller's to bound.
   * @param limits.time milliseconds, after which the process is killed.
   * @param limits.signal kills the process when nobody wants the picture any more.
   * @throws PictureStoppedError, or the signal's reason, when the process has ended.
   */
  run(job: PictureJob, limits: { time: number; signal?: AbortSignal | undefined }): Promise<PictureAnswer>
  /** The ids of the processes there are now. */
  processes(): readonly number[]
  /** Kills all processes. Resolves when they have ended. */
  close(): Promise<void>
}

/** Processes that decode and encode pictures. Only a process can be stopped at any moment: no decoder is asked whether it likes to. */
export function createPicturePool({ memory, idle }: { memory: number; idle: number }): PicturePool {
  const all = new Set<ChildProcess>()
  const resting: { child: ChildProcess; timer: NodeJS.Timeout }[] = []
  let isClosed = false

  const start = (): ChildProcess => {
    // execArgv: flags of the parent (a test runner's loaders) have no business there. Tokens of the site stay out of a process that reads foreign bytes.
    const child = fork(fileURLToPath(new URL('./picture-process.ts', import.meta.url)), {
      execArgv: [],
      env: { ...harmlessEnvironment(), NODE_ENV: 'production' },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    all.add(child)
    child.once('exit', () => {
      all.delete(child)
      const at = resting.findIndex((each) => each.child === child)
      if (at !== -1) clearTimeout(resting.splice(at, 1)[0]?.timer)
    })
    return child
  }

  /** The one that worked last: the others become idle and end. */
  const take = (): ChildProcess => {
    const rested = resting.pop()
    clearTimeout(rested?.timer)
    return rested?.child ?? start()
  }

  const rest = (child: ChildProcess) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), idle)
    timer.unref()
    resting.push({ child, timer })
  }

  return {
    run(job, { time, signal }) {
      return new Promise((resolve, reject) => {
        if (isClosed) return reject(new PictureStoppedError('closed'))
        if (signal?.aborted) return reject(signal.reason)
        const child = take()
        let reason: unknown
        const stop = (why: unknown) => {
          reason ??= why
          child.kill('SIGKILL')
        }
        const leave = () => stop(signal?.reason)
        const timer = setTimeout(() => stop(new PictureStoppedError('time')), time)
        const done = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', leave)
          child.removeAllListeners('message').off('exit', ended).off('error', failed)
        }
        const ended = () => {
          done()
          // Not before: what it was writing may be taken away now.
          reject(reason ?? new PictureStoppedError(isClosed ? 'closed' : 'crash'))
        }
        const failed = (error: Error) => {
          if (child.pid !== undefined) return stop(error)
          all.delete(child) // it never started: no exit follows
          done()
          reject(error)
        }
        signal?.addEventListener('abort', leave)
        child.once('exit', ended)
        child.on('error', failed)
        child.on('message', (answer: PictureAnswer) => {
          if (reason !== undefined) return
          if (answer.kind === 'memory') return stop(new PictureStoppedError('memory'))
          done()
          rest(child)
          resolve(answer)
        })
        child.send(
          { job, mostMemory: memory } satisfies PictureOrder,
          (error) => error && stop(new PictureStoppedError('crash')),
        )
      })
    },
    processes: () => [...all].flatMap(({ pid }) => pid ?? []),
    async close() {
      isClosed = true
      const ended = [...all].map((child) => once(child, 'exit'))
      for (const child of all) child.kill('SIGKILL')
      await Promise.all(ended)
    },
  }
}

/** What programs need to find their files and fonts, and nothing that is a secret. */
function harmlessEnvironment(): Record<string, string | undefined> {
  const needed =
    /^(?:path|home|lang|lc_\w+|tz|tmpdir|temp|tmp|systemroot|windir|userprofile|appdata|localappdata|fontconfig_\w+|xdg_\w+)$/i
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => needed.test(name)))
}
