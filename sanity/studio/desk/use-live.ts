import { useEffect, useState } from 'react'
import { useDocumentStore } from 'sanity'
import type { z } from 'zod'
import { parseTolerant } from '#lib/parts.ts'

/** The lake's API version that all questions of the Studio's own parts name. */
export const apiVersion = '2025-02-19'

export type LiveQuestion<S extends z.ZodType> = {
  /** The whole GROQ. */
  fetch: string
  /** The documents whose change asks again, as a bare filter: listeners look at no projection. */
  listen: string
  schema: S
  /** `raw` sees drafts beside what is published, `published` what readers see, `drafts` what the editor sees. */
  perspective: 'raw' | 'published' | 'drafts'
}

/** The answer, asked again whenever a document that it is about changes; undefined until it is there, and when the lake can't be asked. */
export function useLive<S extends z.ZodType>(question: LiveQuestion<S>, params: Readonly<Record<string, string | string[]>>): z.output<S> | undefined {
  const { listenQuery } = useDocumentStore()
  const asked = JSON.stringify(params)
  const [heard, setHeard] = useState<{ asked: string; answer: z.output<S> }>()
  useEffect(() => {
    const { fetch, listen, schema, perspective } = question
    const subscription = listenQuery({ fetch, listen }, JSON.parse(asked), { apiVersion, perspective, throttleTime: 500 }).subscribe({
      next: (found: unknown) => {
        // As on a page: what is broken in one document must not take the others out of sight.
        const parsed = parseTolerant(schema, found)
        if (parsed.ok) setHeard({ asked, answer: parsed.data })
      },
      error: (error: unknown) => console.error(error),
    })
    return () => subscription.unsubscribe()
  }, [question, asked, listenQuery])
  // What was heard of another document must not stand here until this one's answer comes.
  return heard?.asked === asked ? heard.answer : undefined
}
