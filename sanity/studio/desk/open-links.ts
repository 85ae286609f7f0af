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

const perType = Object.entries(counts)
const types = JSON.stringify(Object.keys(counts))

/** GROQ filter: the documents in which a link leads nowhere yet. */
export const withOpenLinks = perType.map(([type, count]) => `(_type == "${type}" && ${count} > 0)`).join(' || ')

/** How many links lead nowhere yet, in all documents together. */
export const openLinks = {
  query: `math::sum(*[_type in ${types}]{"open": select(${perType.map(([type, count]) => `_type == "${type}" => ${count}`).join(', ')})}.open)`,
  listen: '*[_type in ["article", "linkList", "banner", "category", "author"]]',
  schema: z
    .number()
    .nullable()
    .transform((count) => count ?? 0),
  perspective: 'drafts',
} as const
