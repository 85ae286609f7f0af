import { createServer } from 'node:http'
import type { Settings } from '#lib/settings.ts'
import { openLake } from '#sanity/lake/lake.ts'
import { fillEmptyLake } from './fill-empty-lake.ts'
import { refuse } from './gateway/gateway.ts'
import { listen, localAddresses } from './listen.ts'
import { createLog } from './log.ts'
import { endOnSignal } from './process.ts'

/** The second composition root: the lake alone, for sites that name it with SANITY_API_HOST. */
export async function serveLake(settings: Settings): Promise<void> {
  const server = createServer()
  const port = await listen(server, settings)
  const address = localAddresses(settings.host, port)
  const publicUrl = settings.publicUrl ?? address.shown
  const { projectId, dataset } = settings.lake
  const { allowedOrigins, trustedProxies } = settings
  const [studioOrigin] = allowedOrigins
  const log = createLog((line) => process.stderr.write(line), () => new Date())
  const lake = await openLake({ folder: settings.dataFolder, projectId, dataset, basePath: '/lake', publicUrl, allowedOrigins, ...(studioOrigin && { studioUrl: `${studioOrigin}/studio` }), trustedProxies, log })
  server.on('request', (request, response) => {
    if (/^\/lake(?:[/?]|$)/.test(request.url ?? '')) lake.handle(request, response)
    else refuse(response, 404, 'Only the lake is here, under /lake.')
  })
  server.on('upgrade', (request, socket, head) => lake.upgrade(request, socket, head))
  if (settings.loadSample) await fillEmptyLake(lake, `${address.inner}/lake`, { projectId, dataset }, (line) => process.stderr.write(`lakeside: ${line}\n`))
  endOnSignal(server, [lake.close])
  process.stdout.write(`\nready ${publicUrl}/lake\n`)
}
