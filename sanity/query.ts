import type { ClientPerspective, SanityClient } from 'next-sanity'
import type { z } from 'zod'
import { type Finding, parseTolerant } from '#lib/parts.ts'
import { lakeClient } from './client.ts'
import { siteEnvironment } from './environment.ts'
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
  report(parsed.findings)
  if (!parsed.ok) throw new Error(`The lake's answer can't be read: ${JSON.stringify(parsed.findings)}`)
  return { data: parsed.data, tags: syncTags ?? [], findings: parsed.findings }
}

/** The one way in which pages ask: of the lake this process is set to. */
export const ask = <S extends z.ZodType>(question: Question<S>, params: Params, options: AskOptions): Promise<Answer<z.output<S>>> =>
  askLake(lakeClient(), question, params, options)

/** The site's public origin, such as https://lakeside.example: what makes absolute addresses and tells our own links. */
export const siteOrigin = (): string => new URL(siteEnvironment().LAKESIDE_URL).origin
