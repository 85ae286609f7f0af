import { format, stripVTControlCharacters } from 'node:util'
import type { Log } from './log.ts'

/**
 * Writes what libraries say on the console as one line of the log each: a stack of many lines is otherwise many lines that no program can read.
 * Next says its errors there. For the process that serves, not for development, where people read them.
 */
export function consoleToLog(target: Pick<Console, 'error' | 'warn' | 'info' | 'log' | 'debug'>, log: Log): void {
  const levels = { error: 'error', warn: 'warn', info: 'info', log: 'info', debug: 'debug' } as const
  for (const name of ['error', 'warn', 'info', 'log', 'debug'] as const) {
    target[name] = (...words: unknown[]) =>
      log({ level: levels[name], message: stripVTControlCharacters(format(...words)).trim(), from: 'console' })
  }
}
