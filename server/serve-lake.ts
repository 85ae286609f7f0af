import type { Settings } from '#lib/settings/settings.ts'
import { openLake, type Lake } from '#sanity/lake/lake.ts'
import { passTypes, roles } from '#sanity/roles.ts'
import { fillEmptyLake } from './fill-empty-lake.ts'
import { createFront } from './front.ts'
import { refuse } from './gateway/gateway.ts'
import { lakeAnswers, lakeWrites } from './lake-answers.ts'
import { listen, localAddresses } from './listen.ts'
import { createLog } from './log.ts'
import { endOnBug, endOnSignal, endWithoutWriter } from './process.ts'

/** The second composition root: the lake alone, for sites that name it with SANITY_API_HOST. */
export async function serveLake(settings: Settings): Promise<void> {
  const { projectId, dataset } = settings.lake
  const say = (line: string) => void process.stderr.write(`lakeside: ${line}\n`)
  const log = createLog(settings.logLevel)
  endOnBug(log)
  let lake: Lake | undefined
  let isClosing = false
  const isLake = (target = '') => /^\/lake(?:[/?]|$)/.test(target)
  const { server } = createFront({
    settings,
    log,
    parts: {
      lake: lakeAnswers(
        { kind: 'embedded', projectId, dataset },
        () => lake,
        () => performance.now(),
      ),
      ...lakeWrites(
        () => lake,
        () => performance.now(),
      ),
      process: () => !isClosing,
    },
    isLake,
    isUpgrade: ({ url }) => lake !== undefined && isLake(url),
    handle: (request, response) => {
      if (!isLake(request.url)) refuse(response, 404, 'Only the lake is here, under /lake.')
      else if (lake) lake.handle(request, response)
      else refuse(response, 503, 'The lake is being opened.', { 'retry-after': '2', connection: 'close' })
    },
  })
  const port = await listen(server, settings)
  const address = localAddresses(settings.host, port)
  const publicUrl = settings.publicUrl ?? address.shown
  const { allowedOrigins, trustedProxies } = settings
  const [studioOrigin] = allowedOrigins
  const opened = await openLake({
    folder: settings.dataFolder,
    projectId,
    dataset,
    basePath: '/lake',
    publicUrl,
    innerUrl: address.inner,
    allowedOrigins,
    ...(studioOrigin && { studioUrl: `${studioOrigin}/studio` }),
    trustedProxies,
    roles,
    passTypes,
    log,
    onFatal: endWithoutWriter(log),
  })
  lake = opened
  server.on('upgrade', (request, socket, head) => opened.upgrade(request, socket, head))
  if (settings.loadSample) await fillEmptyLake(opened, `${address.inner}/lake`, { projectId, dataset }, say)
  endOnSignal(server, { drain: [() => (isClosing = true), opened.drain], close: [opened.close], say })
  process.stdout.write(`\nready ${publicUrl}/lake\n`)
}
