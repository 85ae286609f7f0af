export type LogEntry = { level: 'info' | 'warn' | 'error'; message: string; [more: string]: unknown }
export type Log = (entry: LogEntry) => void

/** One JSON line an entry, on standard error; an Error is written with its stack. `now` is asked once per entry. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (entry) => {
    const plain = Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, value instanceof Error ? (value.stack ?? value.message) : value]))
    write(`${JSON.stringify({ time: now().toISOString(), ...plain })}\n`)
  }
}
