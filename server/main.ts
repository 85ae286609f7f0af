import type { RequestListener } from 'node:http'
import { parseSettings, type Settings } from '#lib/settings/settings.ts'
import { createAddressOf, networkOf } from '#sanity/lake/auth/client-address.ts'
import { openLake, type Lake } from '#sanity/lake/lake.ts'
import { passTypes, roles } from '#sanity/roles.ts'
import { announce } from './announce.ts'
import { consoleToLog } from './console-to-log.ts'
import { invalidateOnCommit } from './invalidate-on-commit.ts'
import { fillEmptyLake } from './fill-empty-lake.ts'
import { createFront } from './front.ts'
import { askNextOverSocket } from './gateway/ask-next.ts'
import { isBuiltFile } from './gateway/built-files.ts'
import { createGateway, refuse } from './gateway/gateway.ts'
import { createPageMaker, innerPages } from './gateway/make-page.ts'
import { createPageCache, type PageCache } from './gateway/page-cache.ts'
import { createPageQueue } from './gateway/page-queue.ts'
import { createPreviewTest, guardDraftMode } from './gateway/preview-request.ts'
import { previewKeyOf } from './preview-key.ts'
import { createFastPath } from './gateway/fast-path.ts'
import { countInFlight } from './in-flight.ts'
import { lakeAnswers, lakeWrites } from './lake-answers.ts'
import { developmentLimits, serverLimits } from './limits.ts'
import { listen, localAddresses } from './listen.ts'
import { createLog } from './log.ts'
import { followLiveEvents } from './live-events/follow-live-events.ts'
import { retryPause } from './live-events/retry-pause.ts'
import { builtFiles, draftModeSecret, startNext } from './next.ts'
import { endOnBug, endOnSignal, endWithoutWriter, explainAndExit } from './process.ts'
import { createPublishedPaths, followPublishedPaths } from './published-paths.ts'
import { imageBase, siteEnvironment } from './site-environment.ts'

const notNow: RequestListener = (_request, response) =>
  refuse(response, 503, '網站正在啟動或關閉，請稍候再試。', { 'retry-after': '2', connection: 'close' })
/** Milliseconds. A lake in the process answers at once, so making pages is work without a pause; one elsewhere keeps each page waiting. */
const pageStagger = 100
const say = (line: string) => void process.stderr.write(`lakeside: ${line}\n`)

/** The composition root: settings -> lake -> Next -> gateway, on one port. */
async function start(settings: Settings, dev: boolean): Promise<void> {
  const log = createLog(settings.logLevel)
  endOnBug(log)
  if (!dev) consoleToLog(console, log)
  const limits = dev ? developmentLimits : serverLimits
  let site = notNow
  let lake: Lake | undefined
  let pageCache: PageCache | undefined
  let isNextReady = false
  let isClosing = false
  const isLake = (target = '') => lake !== undefined && /^\/lake(?:[/?]|$)/.test(target)
  // A log line tells of a request, and a shared cache's age counts down: both need the long way.
  const fastPath =
    dev || settings.logRequests || settings.sharedAge > 0
      ? undefined
      : createFastPath({ kept: (path) => pageCache?.kept(path), now: Date.now, limits })
  const { server, note } = createFront({
    settings,
    log,
    parts: {
      lake: lakeAnswers(
        settings.lake,
        () => lake,
        () => performance.now(),
      ),
      ...(settings.lake.kind === 'embedded'
        ? lakeWrites(
            () => lake,
            () => performance.now(),
          )
        : {}),
      next: () => isNextReady,
      gateway: () => site !== notNow && !isClosing,
    },
    isLake,
    isUpgrade: ({ url }) => isLake(url) || (dev && isNextReady),
    limits,
    take: fastPath?.take,
    handle: (request, response) => (isLake(request.url) ? lake?.handle(request, response) : site(request, response)),
  })
  const port = await listen(server, settings)
  const address = localAddresses(settings.host, port)
  const publicUrl = settings.publicUrl ?? address.shown

  if (settings.lake.kind === 'embedded')
    lake = await openLake({
      ...settings.lake,
      folder: settings.dataFolder,
      basePath: '/lake',
      publicUrl,
      innerUrl: address.inner,
      allowedOrigins: settings.allowedOrigins,
      trustedProxies: settings.trustedProxies,
      roles,
      passTypes,
      log,
      onFatal: endWithoutWriter(log),
    })
  // As soon as the lake answers at all: a Studio that is refused its socket opens each stream by itself, and has no connection left for anything else.
  let upgradeNext: Awaited<ReturnType<typeof startNext>>['upgrade'] = (_request, socket) => socket.destroy()
  server.on('upgrade', (request, socket, head) =>
    isLake(request.url) ? lake?.upgrade(request, socket, head) : upgradeNext(request, socket, head),
  )
  if (lake && settings.loadSample) await fillEmptyLake(lake, `${address.inner}/lake`, settings.lake, say)

  const previewKey = previewKeyOf(settings.lake)
  Object.assign(
    process.env,
    siteEnvironment({
      lake: settings.lake,
      publicUrl,
      innerUrl: address.inner,
      siteToken: lake?.siteToken,
      previewToken: lake?.previewToken,
      previewKey,
    }),
  )
  const next = await startNext({ dev, host: settings.host, port })
  upgradeNext = next.upgrade
  isNextReady = true

  const inner = await askNextOverSocket(next.handle)
  const imageOrigin = settings.lake.kind === 'embedded' ? undefined : new URL(imageBase(settings.lake.apiHost)).origin
  const secure = publicUrl.startsWith('https:')
  const make = createPageMaker({
    ask: inner.ask,
    imageOrigin,
    secure,
    mayOutliveBuild: settings.sharedAge > 0,
    onTrouble: (trouble) => log({ level: 'error', ...trouble }),
  })
  const paths = lake ? await followPublishedPaths(lake, `${address.inner}/lake`, settings.lake) : createPublishedPaths()
  const queue = createPageQueue({ stagger: lake ? pageStagger : 0 })
  const pages = createPageCache({
    make,
    now: Date.now,
    elapsed: () => performance.now(),
    isFile: isBuiltFile,
    isKnown: (path) => path === innerPages.notFound || paths.has(path),
    proven: lake !== undefined,
    queue,
  })
  pageCache = pages
  if (lake) invalidateOnCommit(lake, pages)
  const events =
    settings.lake.kind === 'elsewhere' && !dev
      ? followLiveEvents({
          lake: settings.lake,
          pageCache: pages,
          log,
          pause: (failures) => retryPause(failures, Math.random()),
        })
      : undefined
  const addressOf = createAddressOf(settings.trustedProxies)
  const front = () => {
    const { isEditor, isPreview } = createPreviewTest({
      draftModeSecret: draftModeSecret(),
      key: previewKey,
      isDraftModePass: lake?.isDraftModePass,
      now: Date.now,
    })
    return createGateway({
      pageCache: pages,
      application: guardDraftMode(next.handle, isEditor),
      queue,
      ownerOf: (request) => networkOf(addressOf(request)),
      builtFile: builtFiles(),
      lake: settings.lake.kind,
      isPreview,
      imageOrigin,
      secure,
      sharedAge: { most: settings.sharedAge, now: Date.now, nextDue: () => lake?.nextDue() },
      note,
    })
  }
  const gateway = countInFlight(dev ? next.handle : front(), notNow)
  site = gateway.handle

  endOnSignal(server, {
    // In development the browser holds an answer open for reloading.
    drain: [
      () => (isClosing = true),
      ...(dev ? [] : [gateway.drain]),
      ...(fastPath ? [fastPath.drain] : []),
      ...(lake ? [lake.drain] : []),
    ],
    close: [inner.close, ...(lake ? [lake.close] : []), ...(events ? [events.close] : []), next.close],
    say,
  })
  await announce({ publicUrl, lake, print: (line) => void process.stdout.write(line), log })
}

try {
  await start(parseSettings(process.env), process.argv.includes('--dev'))
} catch (error) {
  explainAndExit(error)
}
