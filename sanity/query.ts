import type { ClientPerspective, SanityClient } from 'next-sanity'
import { z } from 'zod'
import { type Finding, parseTolerant } from '#lib/page/parts.ts'
import { lakeClient, previewClient } from './client.ts'
import { siteEnvironment } from './environment.ts'
import {
  isPreviewSecret,
  previewLinkEnd,
  previewLinkId,
  previewLinkSchema,
  previewLinkType,
  type PreviewLink,
} from './preview-link.ts'
import { report } from './report.ts'

export { report } from './report.ts'

/** A page's one question: GROQ, and the schema of what it answers. */
export type Question<S extends z.ZodType> = { query: string; schema: S }

export type Params = Readonly<Record<string, string | number>>

export type AskOptions = {
  /** Always said, never ambient: a default that means drafts once showed readers unpublished words. */
  perspective: ClientPerspective
  /** Invisible edit links in the words, for draft mode only. */
  stega: boolean
  /** The page's one instant; the question gets it as `$now`. */
  now: Date
}

export type Answer<T> = {
  data: T
  /** What the answer was made from, for the page's statement. */
  tags: readonly string[]
  /** The parts left out; they are reported already. */
  findings: readonly Finding[]
}

/** Asks a lake. Throws when the lake can't be reached or refuses, and when nothing of the answer can stand. */
export async function askLake<S extends z.ZodType>(
  client: SanityClient,
  question: Question<S>,
  params: Params,
  { perspective, stega, now }: AskOptions,
): Promise<Answer<z.output<S>>> {
  const { result, syncTags } = await client.fetch<unknown, Record<string, string | number>>(
    question.query,
    { ...params, now: now.toISOString() },
    { filterResponse: false, returnQuery: false, perspective, stega, useCdn: false, cache: 'no-store' },
  )
  const parsed = parseTolerant(question.schema, result)
  if (perspective === 'published') report(parsed.findings) // of a text that is being typed the editor knows
  if (!parsed.ok) throw new Error(`The lake's answer can't be read: ${JSON.stringify(parsed.findings)}`)
  return { data: parsed.data, tags: syncTags ?? [], findings: parsed.findings }
}

/** The one way in which pages ask: of the lake this process is set to. Only what is not published is asked for with the token that may read it. */
export const ask = <S extends z.ZodType>(
  question: Question<S>,
  params: Params,
  options: AskOptions,
): Promise<Answer<z.output<S>>> =>
  askLake(options.perspective === 'published' ? lakeClient() : previewClient(), question, params, options)

/** The site's public origin, such as https://lakeside.example: what makes absolute addresses and tells our own links. */
export const siteOrigin = (): string => new URL(siteEnvironment().LAKESIDE_URL).origin

/** What passes of preview links are signed with; undefined where there is no gateway that checks them. */
export const previewKey = (): string | undefined => siteEnvironment().LAKESIDE_PREVIEW_KEY

/** The preview link of that secret, as long as it holds at `now`. Throws when the lake can't be reached. */
export async function findPreviewLink(secret: string, now: Date): Promise<PreviewLink | null> {
  if (!isPreviewSecret(secret)) return null
  const found: unknown = await previewClient().fetch(
    '*[_id == $id && _type == $type][0]{documentId, path, expiresAt, _updatedAt}',
    { id: previewLinkId(secret), type: previewLinkType },
    { perspective: 'raw', cache: 'no-store' },
  )
  const link = storedLinkSchema.safeParse(found)
  if (!link.success) return null
  const { _updatedAt, ...said } = link.data
  const end = previewLinkEnd(said, _updatedAt)
  return end > now.getTime() ? { ...said, expiresAt: new Date(end).toISOString() } : null
}

const storedLinkSchema = previewLinkSchema.extend({ _updatedAt: z.iso.datetime() })

const passAnswer = z.object({ pass: z.string().nullable() })

/**
 * A pass for draft mode from the embedded lake, for the person who made this secret in the Studio.
 * @param pass the browser's own so far; it is answered again when it is that person's.
 * @returns null when the secret opens nothing. Throws when the lake can't be reached.
 */
export async function openDraftMode(secret: string, pass: string | undefined): Promise<string | null> {
  return passAnswer.parse(
    await previewClient().request<unknown>({ method: 'POST', url: '/draft-mode/passes', body: { secret, pass } }),
  ).pass
}

/** Whether the lake is this very process, and knows the people who sign in. */
export const isLakeEmbedded = (): boolean => siteEnvironment().LAKESIDE_EMBEDDED !== undefined

/** Where the browser of an editor hears of every change, drafts too: the embedded lake, which knows the editor by a cookie. Null elsewhere. */
export function draftEventsPath(): string | null {
  const { LAKESIDE_EMBEDDED, SANITY_DATASET } = siteEnvironment()
  return LAKESIDE_EMBEDDED ? `/lake/v2025-02-19/data/live/events/${SANITY_DATASET}?includeDrafts=true` : null
}
