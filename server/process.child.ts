import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openLake } from '#sanity/lake/lake.ts'
import { createLog } from './log.ts'
import { endOnBug, endOnSignal } from './process.ts'

endOnBug(createLog('info'))
// As Next does: a listener that only looks keeps Node itself from ending the process.
process.on('unhandledRejection', () => {})
setInterval(() => {}, 60_000)
const [, , kind] = process.argv
if (kind === 'rejection') void Promise.reject(new Error('nobody takes this'))
else if (kind === 'exception')
  setImmediate(() => {
    throw new Error('nobody takes this')
  })
else if (kind === 'drawing') await drawForEver(process.argv[3] ?? '')
else {
  // Nothing of it ever ends.
  process.on('exit', () => {
    for (;;);
  })
  endOnSignal(createServer(), { drain: [() => new Promise(() => {})], close: [], say: () => {}, mostTime: 100 })
  process.stdout.write('ready\n')
}

/** A lake that is drawing a picture which takes minutes. */
async function drawForEver(folder: string): Promise<void> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const lake = await openLake({
    folder,
    projectId: 'lakeside',
    dataset: 'production',
    basePath: '/lake',
    publicUrl,
    trustedProxies: [],
    pictures: { drawingTime: 600_000 },
  })
  server.on('request', (req, res) => {
    lake.handle(req, res)
    req.on('end', () => process.stdout.write('ready\n'))
  })
  endOnSignal(server, { drain: [lake.drain], close: [lake.close], say: () => {}, mostTime: 1_000 })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text>${'lol'.repeat(20_000)}</text></svg>`
  const authorization = `Bearer ${await lake.createToken({ label: 'test', role: 'administrator' })}`
  await fetch(`${publicUrl}/lake/v1/assets/images/production`, {
    method: 'POST',
    headers: { authorization },
    body: svg,
  })
}
