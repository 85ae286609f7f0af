import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { openAssets } from './assets/assets.ts'
import { openAuth } from './auth/auth.ts'
import { cookieName } from './auth/cookie.ts'
import { openControl } from './control.ts'
import { openEngine } from './engine/engine.ts'
import { type Commit, type Engine, LakeFileError } from './engine/types.ts'
import type { LakeContext, LogEntry } from './http/exchange.ts'
import { createHandler } from './http/handle.ts'
import { createRoutes } from './http/routes.ts'
import { createSockets } from './http/upgrade.ts'
import { holdFolder, type LakeFolder, LakeFolderError } from './lake-folder.ts'
import { createPresence } from './presence/presence.ts'
import { createStreams } from './streams/streams.ts'

export { tagsOfCommit } from './engine/tags.ts'
export { LakeFolderError } from './lake-folder.ts'

export type LakeOptions = {
  /** Everything durable is in here, and nothing elsewhere. */
  folder: string
  projectId: string
  dataset: string
  /** Where the lake is on its origin, for example `/lake`. */
  basePath: string
  /** The public origin, for example `https://example.org`. */
  publicUrl: string
  /** Other origins, such as `https://studio.example`, whose pages may use the lake with the person's session. None by default. */
  allowedOrigins?: readonly string[]
  /** Where who has signed in is sent: a path of this origin, or an address. `/studio` by default. */
  studioUrl?: string
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
  log?: (entry: LogEntry) => void
  now?: () => Date
}

export type Lake = {
  /** Answers every request whose path begins with the base path. */
  handle(req: IncomingMessage, res: ServerResponse): void
  /** The same for WebSockets. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Called for each commit when it is durable, before its author gets the answer. Answers the way to stop. */
  onCommit(hook: (commit: Commit) => void): () => void
  /** The number of the last durable commit. */
  readonly seq: number
  /** In memory only: reads what is published, on workers of its own. */
  readonly siteToken: string
  /** In memory only: an administrator, for loading the sample. */
  readonly loaderToken: string
  /** A link that signs in once, within fifteen minutes. */
  createSignInLink(): Promise<string>
  createToken(token: { label: string; role: 'administrator' | 'viewer' }): Promise<string>
  /** Ends streams and sockets, waits for what is being written, and gives the folder back. */
  close(): Promise<void>
}

/** Opens the embedded Content Lake. Throws LakeFolderError when the folder can't be used. */
export async function openLake(options: LakeOptions): Promise<Lake> {
  const folder = holdFolder(options.folder)
  try {
    return await openIn(folder, options)
  } catch (error) {
    folder.release()
    if (error instanceof LakeFileError) throw new LakeFolderError(error.message)
    throw error
  }
}

async function openIn(folder: LakeFolder, options: LakeOptions): Promise<Lake> {
  const now = options.now ?? (() => new Date())
  const log = options.log ?? (() => {})
  const engine = await openEngine({
    folder: folder.path,
    now,
    onError: (error, where) => log({ level: 'error', message: 'The lake engine failed.', where, error: error.stack ?? error.message }),
  })
  try {
    return await openAround(engine, folder, options, { now, log })
  } catch (error) {
    await engine.close()
    throw error
  }
}

async function openAround(
  engine: Engine,
  folder: LakeFolder,
  options: LakeOptions,
  { now, log }: Pick<LakeContext, 'now' | 'log'>,
): Promise<Lake> {
  const publicUrl = new URL(options.publicUrl).origin
  const basePath = options.basePath.replace(/\/+$/, '')
  const auth = await openAuth({ records: engine.records, cookieName: cookieName(publicUrl), now })
  const streams = createStreams()
  const assets = await openAssets({ folder, engine, log })
  const context: LakeContext = {
    engine,
    projectId: options.projectId,
    dataset: options.dataset,
    basePath,
    publicUrl,
    allowedOrigins: options.allowedOrigins ?? [],
    studioUrl: options.studioUrl ?? '/studio',
    trustedProxies: options.trustedProxies,
    now,
    log,
    auth,
    streams,
    presence: createPresence(),
    assets,
  }
  const sockets = createSockets(context)
  const requests = createHandler(context, createRoutes())
  const createSignInLink = async () => `${publicUrl}${basePath}/sign-in?code=${await auth.createCode()}`
  const control = await openControl(folder.path, { createToken: auth.createToken, createSignInLink })
  let closing: Promise<void> | undefined

  async function close(): Promise<void> {
    const answered = requests.close()
    auth.close()
    streams.close()
    sockets.close()
    await Promise.all([control.close(), answered])
    await assets.close()
    await engine.close()
    folder.release()
  }

  return {
    handle: requests.handle,
    upgrade: sockets.upgrade,
    onCommit: (hook) => engine.onCommit(hook),
    get seq() {
      return engine.seq
    },
    siteToken: auth.siteToken,
    loaderToken: auth.loaderToken,
    createSignInLink,
    createToken: auth.createToken,
    close: () => (closing ??= close()),
  }
}
