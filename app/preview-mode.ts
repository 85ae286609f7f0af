import { cookies, draftMode } from 'next/headers'
import { cache } from 'react'
import { previewPassCookie, readPass } from '#lib/page/preview-pass.ts'
import { findPreviewLink, previewKey, type AskOptions } from '#sanity/query.ts'

/**
 * Who looks: a reader, an editor whom the Studio's secret let in, or somebody who came by a link that shows one document's draft.
 * `until` is the link's end, an ISO instant.
 */
export type PreviewMode = { kind: 'reader' } | { kind: 'editor' } | { kind: 'link'; documentId: string; until: string }

/** Who asks for this page. Pages that the gateway makes are asked for without a cookie: they are a reader's. */
export const previewMode = cache(async (): Promise<PreviewMode> => {
  if ((await draftMode()).isEnabled) return { kind: 'editor' }
  const key = previewKey()
  const pass = key === undefined ? null : readPass((await cookies()).get(previewPassCookie)?.value, key, Date.now())
  // The link is asked for each time: who takes it back means now.
  const link = pass && (await findPreviewLink(pass.link, new Date()))
  return link ? { kind: 'link', documentId: link.documentId, until: link.expiresAt } : { kind: 'reader' }
})

/** What is shown to whom. Invisible edit links are for editors only: nobody else has a Studio to be led to. */
export function viewOf(mode: PreviewMode): Pick<AskOptions, 'perspective' | 'stega'> {
  switch (mode.kind) {
    case 'editor':
      return { perspective: 'drafts', stega: true }
    case 'link':
      return { perspective: [`drafts.${mode.documentId}`], stega: false }
    case 'reader':
      return { perspective: 'published', stega: false }
  }
}
