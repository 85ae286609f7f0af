import { createHmac } from 'node:crypto'

/** Characters of base64url: 66 bits. Two tags that share a hash would cost a refresh too many, and never miss one. */
const LENGTH = 11

/** Next.js keeps 128 tags of a cached answer and drops the others, so an answer made from more would miss changes. */
const MOST_TAGS = 100

/** A sync tag as clients get it. Tags are made of ids and slugs: without the key nobody can read them or try a guess. The same tag is always the same. */
export const opaqueTag = (tag: string, key: string): string =>
  `s1:${createHmac('sha256', key).update(tag).digest('base64url').slice(0, LENGTH)}`

/** The tags of an answer as clients get them. An answer made from very many things is told of every published change. */
export const opaqueTags = (tags: readonly string[], key: string): string[] =>
  (tags.length > MOST_TAGS ? ['any'] : tags).map((tag) => opaqueTag(tag, key)).toSorted()
