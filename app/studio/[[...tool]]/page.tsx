import type { Metadata, Viewport } from 'next'
import { metadata as studioMetadata, viewport as studioViewport } from 'next-sanity/studio'
import { Studio } from './studio.tsx'

// The lake's place is known when the process runs, not when it was built.
export const dynamic = 'force-dynamic'

export const metadata: Metadata = { ...studioMetadata, title: 'Studio', robots: { index: false, follow: false } }

export const viewport: Viewport = studioViewport

/** The path of the embedded lake on this origin, the address of a lake elsewhere, or nothing for Sanity's hosted lake. */
const lakeOf = (env: NodeJS.ProcessEnv): string | undefined =>
  env.LAKESIDE_EMBEDDED === '1' ? '/lake' : env.SANITY_API_HOST || undefined

export default function StudioPage() {
  const { SANITY_PROJECT_ID: projectId, SANITY_DATASET: dataset } = process.env
  return (
    <Studio
      projectId={projectId || 'lakeside'}
      dataset={dataset || 'production'}
      basePath="/studio"
      lake={lakeOf(process.env)}
    />
  )
}
