import { z } from 'zod'

// 連結待補: a link whose text is known and whose destination is not yet, or is gone.
const open = '!defined(destination.url) && !defined(destination.page) && !defined(destination.reference->_id)'
const inText = (field: string) =>
  `coalesce(count(${field}[defined(markDefs)].markDefs[][_type == "inlineLink" && ${open}]), 0)`

/** GROQ: how many links of a document of this type lead nowhere yet. */
const counts = {
  article: `coalesce(count(body[_type == "readMore" && ${open}]), 0) + ${inText('body')} + ${inText('closing')}`,
  linkList: `coalesce(count(links[${open}]), 0)`,
  banner: `coalesce(count(callsToAction[${open}]), 0)`,
}

const types = Object.keys(counts) as (keyof typeof counts)[]

/**
 * The types of documents whose links somebody may mend. Who may write none of them looks through all.
 * @param mayWrite whether this person may write documents of a type.
 */
export function mendableTypes(mayWrite: (type: string) => boolean): readonly (keyof typeof counts)[] {
  const own = types.filter(mayWrite)
  return own.length > 0 ? own : types
}

/** GROQ filter: the documents of these types in which a link leads nowhere yet. */
export const withOpenLinks = (among = types as readonly (keyof typeof counts)[]) =>
  among.map((type) => `(_type == "${type}" && ${counts[type]} > 0)`).join(' || ')

/** How many links lead nowhere yet, in all documents of these types together. */
export const openLinks = (among = types as readonly (keyof typeof counts)[]) =>
  ({
    query: `math::sum(*[_type in ${JSON.stringify(among)}]{"open": select(${among.map((type) => `_type == "${type}" => ${counts[type]}`).join(', ')})}.open)`,
    listen: '*[_type in ["article", "linkList", "banner", "category", "author"]]',
    schema: z
      .number()
      .nullable()
      .transform((count) => count ?? 0),
    perspective: 'drafts',
  }) as const
