import { useEffect } from 'react'

/** What a person types in. */
const fields = 'input, textarea, [contenteditable="true"]'
/** The Studio's own names for what enlarges an editor, and for the editor that is enlarged. */
const enlarge = '[data-testid="fullscreen-button-expand"]'
const enlarged = '[data-fullscreen="true"] [contenteditable="true"]'
/** So many fields are remembered: more than dialogs stand above each other. */
const most = 20
/** Frames in which the Studio has drawn what a key or a click asks for. */
const patience = 30

/**
 * Puts the focus back where a person typed when the Studio loses it: after Escape has closed a dialog, and when an editor is enlarged. Without it
 * the next keys went nowhere, or into the field behind the enlarged editor.
 * @returns the way to stop.
 */
function returnFocus(window: Window): () => void {
  const { document } = window
  let recent: HTMLElement[] = []
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || !target.matches(fields)) return
    recent = [target, ...recent.filter((each) => each !== target)].slice(0, most)
  }
  const afterFrames = (isDone: () => boolean, frames = patience) =>
    void window.requestAnimationFrame(() => {
      if (!isDone() && frames > 0) afterFrames(isDone, frames - 1)
    })
  const onKey = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape') return
    const before = document.activeElement
    afterFrames(() => {
      if (document.activeElement !== document.body) return document.activeElement !== before
      recent.find((field) => field.isConnected && field.checkVisibility())?.focus()
      return true
    })
  }
  const onClick = ({ target }: MouseEvent) => {
    if (!(target instanceof Element) || !target.closest(enlarge)) return
    afterFrames(() => {
      const editor = document.querySelector<HTMLElement>(enlarged)
      editor?.focus()
      return editor !== null && document.activeElement === editor
    })
  }
  window.addEventListener('focusin', remember)
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('click', onClick, true)
  return () => {
    window.removeEventListener('focusin', remember)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('click', onClick, true)
  }
}

/** The same while a document's pane stands. */
export const useReturningFocus = (): void => useEffect(() => returnFocus(window), [])
