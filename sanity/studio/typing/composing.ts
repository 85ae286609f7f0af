import { useEffect, useState } from 'react'
import type { HandOver } from './hand-over.ts'

/** Milliseconds after the end of a composition in which its word reaches the form. */
const settling = 50

/**
 * An input method keeps a word to itself until it is finished. It counts as held, so that publishing waits for it.
 * @param root hears the events of all fields: they bubble.
 */
export function heldWhileComposing(root: EventTarget, { hold, letGo }: Pick<HandOver, 'hold' | 'letGo'>): () => void {
  const composition = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const started = () => {
    clearTimeout(timer)
    hold(composition)
  }
  const ended = () => {
    clearTimeout(timer)
    timer = setTimeout(() => letGo(composition), settling)
  }
  root.addEventListener('compositionstart', started, true)
  root.addEventListener('compositionend', ended, true)
  return () => {
    clearTimeout(timer)
    letGo(composition)
    root.removeEventListener('compositionstart', started, true)
    root.removeEventListener('compositionend', ended, true)
  }
}

/** The same for all fields of the window while a document's pane stands. */
export const useHeldWhileComposing = (handOver: HandOver): void =>
  useEffect(() => heldWhileComposing(window, handOver), [handOver])

/** Milliseconds after the end of a composition in which its word makes a draft: the click that ended it is still under way. */
const makingADraft = 2_000

/** Whether an input method composes a word somewhere in the window, or did so just now. */
export function useRecentlyComposing(): boolean {
  const [isComposing, setComposing] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    return heldWhileComposing(window, {
      hold: () => {
        clearTimeout(timer)
        setComposing(true)
      },
      letGo: () => {
        clearTimeout(timer)
        timer = setTimeout(setComposing, makingADraft, false)
      },
    })
  }, [])
  return isComposing
}
