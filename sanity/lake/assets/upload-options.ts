import { z } from 'zod'
import { badRequest } from '../http/answer.ts'

const words = z.string().max(4096).optional()

/** What an upload may say about the asset. */
export const uploadOptions = z.object({
  filename: words,
  title: words,
  label: words,
  description: words,
  creditLine: words,
  sourceId: words,
  sourceName: words,
  sourceUrl: words,
})

export type UploadOptions = z.output<typeof uploadOptions>

const extracts = ['blurhash', 'lqip', 'palette', 'thumbhash', 'exif', 'image', 'location'] as const
/** What the lake finds out about a picture beside its size and transparency, by the names of Sanity's `metadata` option. */
export type Extract = (typeof extracts)[number]

const isExtract = (name: string): name is Extract => extracts.some((known) => known === name)
const byDefault: readonly Extract[] = ['blurhash', 'lqip', 'palette']

/**
 * Reads `meta=exif&meta=palette` or `meta=exif,palette`. What is named is found out and nothing else; `none` is nothing.
 * Without the parameter it is what Sanity finds out by default. Camera and place are in nobody's document who did not ask for them.
 * @throws LakeError 400 for a name that is unknown, with those that are known.
 */
export function extractsOf(search: URLSearchParams): readonly Extract[] {
  const names = search
    .getAll('meta')
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) return byDefault
  const unknown = names.find((name) => name !== 'none' && !isExtract(name))
  if (unknown !== undefined)
    throw badRequest(
      `The lake can't find out "${unknown}" about a picture. It knows ${extracts.join(', ')}, and none for nothing of these.`,
    )
  return extracts.filter((name) => names.includes(name))
}
