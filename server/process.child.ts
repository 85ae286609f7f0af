import { createLog } from './log.ts'
import { endOnBug } from './process.ts'

endOnBug(createLog('info'))
// As Next does: a listener that only looks keeps Node itself from ending the process.
process.on('unhandledRejection', () => {})
setInterval(() => {}, 60_000)
if (process.argv[2] === 'rejection') void Promise.reject(new Error('nobody takes this'))
else setImmediate(() => { throw new Error('nobody takes this') })
