import { useEffect } from 'react'
import { pathToString, type Path } from 'sanity'

const fieldAt = (name: string) => document.querySelector(`[data-testid="field-${CSS.escape(name)}"]`)

/**
 * Brings the field that a link led to into sight, with the cursor in it. The Studio does so when a form that stands already is told of a
 * field; to one that is opened with it, as from another tool, it gives neither. The form comes in pieces and is drawn again while the lake is
 * asked, which loses the cursor: so it is given again, but only while nothing else has it and until the person does something.
 */
export function useShownField(focusPath: Path): void {
  const name = pathToString(focusPath)
  useEffect(() => {
    if (!name) return undefined
    let isGiven = false
    const show = () => {
      const field = fieldAt(name)
      const held = document.activeElement
      if (!field || field.contains(held) || (isGiven && held !== document.body)) return
      field.scrollIntoView({ block: 'center' })
      const input = field.querySelector('input:enabled, textarea:enabled, [contenteditable="true"]')
      if (input instanceof HTMLElement) input.focus({ preventScroll: true })
      isGiven = field.contains(document.activeElement)
    }
    const over = new AbortController()
    const drawn = new MutationObserver(show)
    over.signal.addEventListener('abort', () => drawn.disconnect())
    for (const act of ['pointerdown', 'keydown', 'wheel'])
      addEventListener(act, () => over.abort(), { capture: true, passive: true, signal: over.signal })
    drawn.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'contenteditable'] })
    show()
    return () => over.abort()
  }, [name])
}
