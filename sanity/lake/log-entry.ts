/** One line of the lake's log. */
export type LogEntry = { level: 'info' | 'warn' | 'error'; message: string; [more: string]: unknown }
