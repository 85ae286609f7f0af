import { useEffect, useState } from 'react'
import { useDocumentStore } from 'sanity'
import type { z } from 'zod'
import { parseTolerant } from '#lib/page/parts.ts'

type Question<S extends z.ZodType> = {
  query: string
  /** Asks again whenever a document that this filter takes changes. */
  listen: string
  params: Readonly<Record<string, string | string[]>>
  /** `raw` sees drafts beside what is published, `published` what readers see, `drafts` what the editor sees. */
  perspective: 'raw' | 'published' | 'drafts'
  schema: S
}

/** The answer to a question, asked again as its documents change; undefined until it is there. A broken part is left out, as on a page. */
export function useLiveAnswer<S extends z.ZodType>({
  query,
  listen,
  params,
  perspective,
  schema,
}: Question<S>): z.output<S> | undefined {
  const { listenQuery } = useDocumentStore()
  const given = JSON.stringify(params)
  const asked = `${perspective} ${query} ${given}`
  const [answer, setAnswer] = useState<{ to: string; data: z.output<S> | undefined }>()
  useEffect(() => {
    const parameters: Record<string, string | string[]> = JSON.parse(given)
    const heard = listenQuery({ fetch: query, listen }, parameters, {
      apiVersion: '2025-02-19',
      perspective,
      throttleTime: 300,
    }).subscribe({
      next: (value: unknown) => {
        const parsed = parseTolerant(schema, value)
        setAnswer({ to: asked, data: parsed.ok ? parsed.data : undefined })
      },
      // The Studio says by itself that the connection is gone; what was there stays.
      error: () => undefined,
    })
    return () => heard.unsubscribe()
  }, [listenQuery, query, listen, given, asked, perspective, schema])
  // The answer to an earlier question would show another document's things, and let them be pressed.
  return answer?.to === asked ? answer.data : undefined
}
