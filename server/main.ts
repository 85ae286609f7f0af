import { createServer, type RequestListener } from 'node:http'
import { parseSettings, type Settings } from '#lib/settings.ts'
import { openLake, type Lake } from '#sanity/lake/lake.ts'
import { fillEmptyLake } from './fill-empty-lake.ts'
import { askNextOverSocket } from './gateway/ask-next.ts'
import { createGateway, refuse } from './gateway/gateway.ts'
import { createPageMaker } from './gateway/make-page.ts'
import { listen, localAddresses } from './listen.ts'
import { createLog } from './log.ts'
import { startNext } from './next.ts'
import { endOnSignal, explainAndExit } from './process.ts'
import { imageBase, siteEnvironment } from './site-environment.ts'

/** The composition root: settings -> lake -> Next -> gateway, on one port. */
async function start(settings: Settings, dev: boolean): Promise<void> {
  const log = createLog((line) => process.stderr.write(line), () => new Date())
  const say = (line: string) => process.stderr.write(`lakeside: ${line}\n`)

  const server = createServer()
  let respond: RequestListener = (_request, response) => refuse(response, 503, '網站正在啟動，請稍候再試。', { 'retry-after': '2' })
  server.on('request', (request, response) => respond(request, response))
  const port = await listen(server, settings)
  const address = localAddresses(settings.host, port)
  const publicUrl = settings.publicUrl ?? address.shown

  const lake = settings.lake.kind === 'embedded' ? await openLake({ ...settings.lake, folder: settings.dataFolder, basePath: '/lake', publicUrl, trustedProxies: settings.trustedProxies, log }) : undefined
  Object.assign(process.env, siteEnvironment({ lake: settings.lake, publicUrl, innerUrl: address.inner, siteToken: lake?.siteToken }))

  const isLake = (target = '') => lake !== undefined && /^\/lake(?:[/?]|$)/.test(target)
  server.on('upgrade', (request, socket, head) => {
    if (isLake(request.url)) lake?.upgrade(request, socket, head) // Next's own listener takes the rest (reload in development)
  })
  const beforeReady = respond
  respond = (request, response) => (isLake(request.url) ? lake?.handle(request, response) : beforeReady(request, response))
  if (lake && settings.loadSample) await fillEmptyLake(lake, `${address.inner}/lake`, settings.lake, say)

  const next = await startNext({ server, dev, host: settings.host, port })
  const inner = await askNextOverSocket(next.handle)
  const imageOrigin = settings.lake.kind === 'embedded' ? undefined : new URL(imageBase(settings.lake.apiHost)).origin
  const pages = createPageMaker({ ask: inner.ask, imageOrigin, onTrouble: (trouble) => log({ level: 'error', ...trouble }) })
  const site = dev ? next.handle : createGateway({ pages, application: next.handle, lake: settings.lake.kind })
  respond = (request, response) => (isLake(request.url) ? lake?.handle(request, response) : site(request, response))

  endOnSignal(server, { lake: lake?.close, afterwards: [inner.close, next.close] })
  await announce(publicUrl, lake)
}

/** The lines a newcomer waits for. `ready` stands alone, for scripts. */
async function announce(publicUrl: string, lake: Lake | undefined): Promise<void> {
  process.stdout.write(`\nready ${publicUrl}\n`)
  process.stdout.write(`Studio ${publicUrl}/studio\n`)
  if (lake) process.stdout.write(`sign in once with ${await lake.createSignInLink()}\n`)
}

try {
  await start(parseSettings(process.env), process.argv.includes('--dev'))
} catch (error) {
  explainAndExit(error)
}
