'use client'

import { VisualEditing, type VisualEditingProps } from 'next-sanity/visual-editing/client-component'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

/**
 * For editors in draft mode only: marks what leads to a field, and draws the page anew when something changes. `events` is where the lake tells
 * of changes; without it the Studio around the page does.
 */
export function LivePreview({ events }: { events: string | null }) {
  const router = useRouter()
  useEffect(() => {
    if (events === null) return undefined
    const source = new EventSource(events)
    const refresh = () => router.refresh()
    source.addEventListener('message', refresh)
    source.addEventListener('restart', refresh)
    return () => source.close()
  }, [events, router])
  const refresh: VisualEditingProps['refresh'] = ({ source }) => {
    if (source === 'mutation' && events !== null) return Promise.resolve() // the lake has told already
    router.refresh()
    return Promise.resolve()
  }
  return <VisualEditing refresh={refresh} />
}
