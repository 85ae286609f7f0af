import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Assets } from '../assets/assets.ts'
import type { Auth } from '../auth/auth.ts'
import type { Caller } from '../auth/caller.ts'
import type { Engine } from '../engine/types.ts'
import type { LogEntry } from '../log-entry.ts'
import type { PassDocuments } from '../preview/pass-documents.ts'
import type { Presence } from '../presence/presence.ts'
import type { RecentTags } from '../streams/recent-tags.ts'
import type { Streams } from '../streams/streams.ts'
import type { Answer } from './answer.ts'
import type { DiskSpell } from './disk-spell.ts'
import type { LargeBodies } from './large-bodies.ts'
import type { Limit } from './limit.ts'
import type { UnsentAnswers } from './unsent-answers.ts'

/** What every route may use. */
export type LakeContext = {
  engine: Engine
  projectId: string
  dataset: string
  /** Without a slash at the end, for example `/lake`. */
  basePath: string
  /** The public origin, for example `http://localhost:3000`. */
  publicUrl: string
  /** Other origins whose pages may use the lake with the person's session. */
  allowedOrigins: readonly string[]
  /** Where the Studio is: a path of this origin, or an address. */
  studioUrl: string
  /** Where a request truly comes from. */
  addressOf: (req: IncomingMessage) => string
  limits: { questions: Limit; pictures: Limit }
  now: () => Date
  log: (entry: LogEntry) => void
  disk: DiskSpell
  largeBodies: LargeBodies
  unsent: UnsentAnswers
  auth: Auth
  streams: Streams
  recentTags: RecentTags
  /** What makes sync tags opaque. */
  tagKey: string
  presence: Presence
  assets: Assets
  passDocuments: PassDocuments
}

/** One request on its way through a route. */
export type Exchange = {
  lake: LakeContext
  req: IncomingMessage
  res: ServerResponse
  /** The path behind base path and version, with the query string. */
  url: URL
  /** `2025-02-19`, `1`, `X`; empty for addresses without a version. */
  apiVersion: string
  params: Readonly<Record<string, string>>
  /** Who asks; `null` is a stranger. Routes that are not public never see a stranger: see `callerOf`. */
  caller: Caller | null
  /** Fires when the connection ends before the answer has been sent: work for it may stop. */
  left: AbortSignal
}

/** Who may use a route. `site` and above: the site's own token as well; `read`: every person or token; `write`: who may write anything at all. */
type Access = 'public' | 'site' | 'read' | 'write'

export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Segments are literal or `:name`. `:dataset` and `:project` must be the lake's own. */
  path: string
  access: Access
  answer: (exchange: Exchange) => Answer | Promise<Answer>
}
