import { destination, pino, type DestinationStream } from 'pino'
import type { LogLevel } from '#lib/settings/settings.ts'

export type LogEntry = { level: 'debug' | 'info' | 'warn' | 'error'; message: string; [more: string]: unknown }
export type Log = (entry: LogEntry) => void

/**
 * One JSON line an entry, on standard error, for entries of this level and above; an Error is written with its stack.
 * Written at once: the line that says why the process ends must not be lost with it. `to` is for tests.
 */
export function createLog(
  level: LogLevel,
  to: DestinationStream = destination({ dest: process.stderr.fd, sync: true }),
): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to,
  )
  return ({ level, message, ...more }) =>
    logger[level](
      Object.fromEntries(
        Object.entries(more).map(([key, value]) => [
          key,
          value instanceof Error ? (value.stack ?? value.message) : value,
        ]),
      ),
      message,
    )
}
