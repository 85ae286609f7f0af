'use client'

import { VisualEditing, type VisualEditingProps } from 'next-sanity/visual-editing/client-component'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useTransition } from 'react'

/**
 * For editors in draft mode only: marks what leads to a field, and draws the page again when something changes. `events` is where the lake tells
 * of changes; without it the Studio around the page does.
 */
export function LivePreview({ events }: { events: string | null }) {
  const draw = useDrawAnew()
  const hear = useEffectEvent(draw)
  useEffect(() => {
    if (events === null) return undefined
    const source = new EventSource(events)
    source.addEventListener('message', () => hear())
    source.addEventListener('restart', () => hear())
    return () => source.close()
  }, [events])
  const refresh: VisualEditingProps['refresh'] = ({ source }) => {
    if (source === 'manual' || events === null) draw() // of a mutation the lake has told already
    return Promise.resolve()
  }
  return <VisualEditing refresh={refresh} />
}

/** Draws the page again, one at a time: anyone who types makes changes faster than pages, and each would wait for all before it. */
function useDrawAnew(): () => void {
  const router = useRouter()
  const [isDrawing, startDrawing] = useTransition()
  const isAskedAgain = useRef(false)
  const draw = () => {
    isAskedAgain.current = isDrawing
    if (!isDrawing) startDrawing(() => router.refresh())
  }
  const drawIfAsked = useEffectEvent(() => {
    if (isAskedAgain.current) draw()
  })
  useEffect(() => {
    if (!isDrawing) drawIfAsked()
  }, [isDrawing])
  return draw
}
