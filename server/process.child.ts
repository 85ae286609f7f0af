import { createServer } from 'node:http'
import { createLog } from './log.ts'
import { endOnBug, endOnSignal } from './process.ts'

endOnBug(createLog('info'))
// As Next does: a listener that only looks keeps Node itself from ending the process.
process.on('unhandledRejection', () => {})
setInterval(() => {}, 60_000)
const [, , kind] = process.argv
if (kind === 'rejection') void Promise.reject(new Error('nobody takes this'))
else if (kind === 'exception') setImmediate(() => { throw new Error('nobody takes this') })
else {
  // Nothing of it ever ends.
  process.on('exit', () => { for (;;); })
  endOnSignal(createServer(), { drain: [() => new Promise(() => {})], close: [], say: () => {}, mostTime: 100 })
  process.stdout.write('ready\n')
}
