import { statfs } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { openAssets } from './assets/assets.ts'
import { defaultPictureLimits, type PictureLimits } from './assets/picture-limits.ts'
import { sweepOriginals } from './assets/sweep-originals.ts'
import { openAuth } from './auth/auth.ts'
import { createAddressOf } from './auth/client-address.ts'
import { type Command, command, obey } from './auth/commands.ts'
import { cookieName } from './auth/cookie.ts'
import { RefusedError } from './auth/refused.ts'
import type { Roles } from './auth/roles.ts'
import { openControl } from './control.ts'
import { openDueReleases } from './due/due-releases.ts'
import { openDueWork } from './due/due-work.ts'
import { openEngine } from './engine/engine.ts'
import { diskFull } from './engine/sqlite-errors.ts'
import {
  type Commit,
  type CommitPhase,
  type Engine,
  type EngineOptions,
  LakeError,
  LakeFileError,
} from './engine/types.ts'
import type { LakeContext } from './http/exchange.ts'
import type { LogEntry } from './log-entry.ts'
import { createHandler } from './http/handle.ts'
import { createDiskSpell } from './http/disk-spell.ts'
import { createLargeBodies } from './http/large-bodies.ts'
import { createLimit, defaultLimits, type Limits } from './http/limit.ts'
import { createRoutes } from './http/routes.ts'
import { createUnsentAnswers } from './http/unsent-answers.ts'
import { createSockets } from './http/upgrade.ts'
import { holdFolder, type LakeFolder, LakeFolderError } from './lake-folder.ts'
import { createPassDocuments } from './preview/pass-documents.ts'
import { createPresence } from './presence/presence.ts'
import { createRecentTags } from './streams/recent-tags.ts'
import { createStreams } from './streams/streams.ts'
import { openTagKey } from './streams/tag-key.ts'

export { RefusedError }
export type { Roles } from './auth/roles.ts'
export { tagsOfCommit } from './engine/tags.ts'
export { LakeFolderError } from './lake-folder.ts'
export { backUp } from './backup/backup.ts'

/** Milliseconds between two looks at the clock for work that has fallen due. */
const DUE_EVERY = 1_000
/** Bytes that must be free on the disk for it not to count as full. */
const leastFree = 1024 * 1024

export type LakeOptions = {
  /** Everything durable is in here, and nothing elsewhere. */
  folder: string
  projectId: string
  dataset: string
  /** Where the lake is on its origin, for example `/lake`. */
  basePath: string
  /** The public origin, for example `https://example.org`. */
  publicUrl: string
  /** Where programs on this machine reach that origin; without it at the public one. */
  innerUrl?: string
  /** Other origins, such as `https://studio.example`, whose pages may use the lake with the person's session. None by default. */
  allowedOrigins?: readonly string[]
  /** Where who has signed in is sent: a path of this origin, or an address. `/studio` by default. */
  studioUrl?: string
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[]
  /** How much one address may ask; `defaultLimits` without it. */
  limits?: Limits
  /** Bounds of the engine's work, for tests that must reach them. */
  bounds?: Pick<EngineOptions, 'queryTimeout' | 'planTimeout' | 'heap' | 'mostAnswerBytes'>
  /** What making one picture may cost, where it is to be other than `defaultPictureLimits`. */
  pictures?: Partial<PictureLimits>
  /** Roles beside administrator (writes all) and viewer (writes no content): the lake knows no type of document by itself but Sanity's own. */
  roles?: Roles
  /**
   * Types of documents, beside Sanity's own, that let in anyone who brings what is in them, such as preview links. Those that a person or token
   * wrote last are deleted when that person is removed or gets a new password, and when the token is revoked.
   */
  passTypes?: readonly string[]
  log?: (entry: LogEntry) => void
  /**
   * Told when the lake can't go on: its writer has died, and what it wrote last may be on the disk without anybody having heard.
   * The folder is whole; the process should end and be started again. Without it the lake refuses every later write.
   */
  onFatal?: (error: Error) => void
  now?: () => Date
  /** The database may not grow beyond so many pages, as on a disk that is full. For tests. */
  mostPages?: number
}

export type Lake = {
  /** Answers every request whose path begins with the base path. */
  handle(req: IncomingMessage, res: ServerResponse): void
  /** The same for WebSockets. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Called for each commit when it is durable, before its author gets the answer: first the hooks that invalidate, then those that tell. Answers the way to stop. */
  onCommit(hook: (commit: Commit) => void, phase?: CommitPhase): () => void
  /** The number of the last durable commit. */
  readonly seq: number
  /** When the lake next publishes or takes down something that was set for an instant. */
  nextDue(): Date | undefined
  /** In memory only: reads what is published, on workers of its own. */
  readonly siteToken: string
  /** In memory only: reads everything, writes nothing, for draft mode. */
  readonly previewToken: string
  /** In memory only: an administrator, for loading the sample. */
  readonly loaderToken: string
  /** Whether that is a pass of draft mode, of somebody who may come in. */
  isDraftModePass(pass: string): boolean
  /** A link that signs in once, within fifteen minutes. */
  createSignInLink(): Promise<string>
  createToken(token: { label: string; role: string }): Promise<string>
  /** Carries out what a command line asks for and answers what to print. Throws RefusedError. */
  obey(command: Command): Promise<string>
  /** Whether the worker that answers the site's questions does so. Never rejects. */
  isAnswering(): Promise<boolean>
  /** Whether something can be written now, found out by writing a little. `full`: the disk is. Never rejects. */
  canWrite(): Promise<'yes' | 'no' | 'full'>
  /** Ends streams and sockets at once, takes only the site's own questions from now on, and resolves when what was asked is answered. */
  drain(): Promise<void>
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
    if (error instanceof LakeFileError)
      throw new LakeFolderError(
        error.message.includes(folder.path)
          ? error.message
          : `The data folder ${folder.path} can't be used. ${error.message}`,
      )
    if (error instanceof LakeError && error.status === 507)
      throw new LakeFolderError(
        `The data folder ${folder.path} can't be opened: its disk is full. Free some space there.`,
      )
    throw error
  }
}

async function openIn(folder: LakeFolder, options: LakeOptions): Promise<Lake> {
  const now = options.now ?? (() => new Date())
  const log = options.log ?? (() => {})
  for (const message of folder.warnings) log({ level: 'warn', message })
  const engine = await openEngine({
    folder: folder.path,
    assets: { base: addressOf(options), owner: `${options.projectId}/${options.dataset}` },
    names: { projectId: options.projectId, dataset: options.dataset },
    now,
    ...options.bounds,
    ...(options.mostPages === undefined ? {} : { mostPages: options.mostPages }),
    ...(options.onFatal ? { onWriterLost: options.onFatal } : {}),
    onError: (error, where) =>
      log({ level: 'error', message: 'The lake engine failed.', where, error: error.stack ?? error.message }),
  })
  try {
    return await openAround(engine, folder, options, { now, log })
  } catch (error) {
    await engine.close()
    throw error
  }
}

/** Before the first upload: one of the same content would bring a file back that is being deleted. */
async function sweep(
  { assets }: LakeFolder,
  engine: Engine,
  { now, log }: Pick<LakeContext, 'now' | 'log'>,
): Promise<void> {
  try {
    const files = await sweepOriginals({ folder: assets, engine, now })
    if (files.length > 0)
      log({
        level: 'info',
        message: 'Uploaded files were deleted that never got a document: an earlier process was killed.',
        files,
      })
  } catch (error) {
    log({ level: 'warn', message: 'Uploaded files without a document could not be looked for.', error: String(error) })
  }
}

/** What the lake can't do now, such as to write on a full disk, is a sentence at the terminal and no stack. */
function asRefusal(error: unknown): never {
  throw error instanceof LakeError ? new RefusedError(error.message) : error
}

/** The lake's public address, without a slash at the end. */
function addressOf({ publicUrl, basePath }: LakeOptions): string {
  return new URL(publicUrl).origin + basePath.replace(/\/+$/, '')
}

async function openAround(
  engine: Engine,
  folder: LakeFolder,
  options: LakeOptions,
  { now, log }: Pick<LakeContext, 'now' | 'log'>,
): Promise<Lake> {
  const publicUrl = new URL(options.publicUrl).origin
  const basePath = options.basePath.replace(/\/+$/, '')
  const passDocuments = createPassDocuments(engine, options.passTypes ?? [])
  const auth = await openAuth({
    records: engine.records,
    cookieName: cookieName(publicUrl),
    roles: options.roles ?? {},
    now,
    onEnded: passDocuments.endOf,
  })
  // A process that was killed in between, or an older version, may have ended somebody and left what they let others in with.
  await passDocuments
    .endWhere((maker) => !auth.isActive(maker))
    .catch((error: unknown) =>
      log({
        level: 'error',
        message: 'Preview links and secrets of people who were removed could not be deleted.',
        error: String(error),
      }),
    )
  const tagKey = await openTagKey(engine.records)
  const streams = createStreams()
  const disk = createDiskSpell(log)
  await sweep(folder, engine, { now, log })
  const assets = await openAssets({ folder, engine, limits: { ...defaultPictureLimits, ...options.pictures }, log })
  const limits = options.limits ?? defaultLimits
  const context: LakeContext = {
    engine,
    projectId: options.projectId,
    dataset: options.dataset,
    basePath,
    publicUrl,
    allowedOrigins: options.allowedOrigins ?? [],
    studioUrl: options.studioUrl ?? '/studio',
    addressOf: createAddressOf(options.trustedProxies),
    limits: {
      questions: createLimit(limits.questions, 'Too much is asked from this address.'),
      pictures: createLimit(limits.pictures, 'Too many pictures are wanted again from this address.'),
    },
    now,
    log,
    disk,
    largeBodies: createLargeBodies(),
    unsent: createUnsentAnswers(),
    auth,
    streams,
    recentTags: createRecentTags(engine, tagKey),
    tagKey,
    presence: createPresence(),
    assets,
    passDocuments,
  }
  const sockets = createSockets(context)
  const requests = createHandler(context, createRoutes())
  const linkOf = (code: string) => `${publicUrl}${basePath}/sign-in?code=${code}`
  const carryOut = (asked: Command) =>
    obey(auth, { inner: `${options.innerUrl ?? publicUrl}${basePath}`, linkOf }, command.parse(asked)).catch(asRefusal)
  const control = await openControl(folder.path, carryOut)
  const due = [await openDueWork({ engine, now, log }), await openDueReleases({ engine, now, log })]
  const tick = () => Promise.all(due.map((each) => each.tick()))
  // Before the first request: what fell due while nobody ran is done before anybody can see that it was not.
  await tick()
  const ticking = setInterval(() => void tick(), DUE_EVERY)
  let closing: Promise<void> | undefined
  let probing: ReturnType<Lake['canWrite']> | undefined

  async function probe(): ReturnType<Lake['canWrite']> {
    try {
      await engine.probe()
      // SQLite may find room in its log for a little, where an upload or a longer save would find none.
      const { bavail, bsize } = await statfs(folder.path)
      if (bavail * bsize < leastFree) throw diskFull()
      disk.free()
      return 'yes'
    } catch (error) {
      const isFull = error instanceof LakeError && error.status === 507
      if (isFull) disk.full()
      return isFull ? 'full' : 'no'
    }
  }

  function endStreams(): void {
    streams.close()
    sockets.close()
  }

  async function close(): Promise<void> {
    clearInterval(ticking)
    await Promise.all(due.map((each) => each.close()))
    const answered = requests.close()
    const noted = auth.close()
    endStreams()
    await Promise.all([control.close(), answered, noted])
    await assets.close()
    await engine.close()
    folder.release()
  }

  return {
    handle: requests.handle,
    upgrade: sockets.upgrade,
    onCommit: (hook, phase) => engine.onCommit(hook, phase),
    get seq() {
      return engine.seq
    },
    nextDue() {
      const next = Math.min(...due.flatMap((each) => each.instants()))
      return next === Infinity ? undefined : new Date(next)
    },
    siteToken: auth.siteToken,
    previewToken: auth.previewToken,
    loaderToken: auth.loaderToken,
    isDraftModePass: (pass) => auth.holderOfDraftMode(pass) !== undefined,
    createSignInLink: async () => linkOf(await auth.createCode()),
    obey: carryOut,
    createToken: auth.createToken,
    isAnswering: () =>
      engine.query({ query: '1', params: {}, perspective: 'published', lane: 'site' }).then(
        () => true,
        () => false,
      ),
    canWrite: () => (probing ??= probe().finally(() => (probing = undefined))),
    drain() {
      endStreams()
      return requests.drain()
    },
    close: () => (closing ??= close()),
  }
}
