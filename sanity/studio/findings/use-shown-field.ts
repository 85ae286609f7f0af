import { useEffect } from 'react'
import { pathToString, type Path } from 'sanity'

/** How long a form that is being drawn may take until its fields are there. */
const PATIENCE = 300

/**
 * Brings the field that a link led to into sight, with the cursor in it. The Studio does so when a form that stands already is told of a
 * field; to one that is opened with it, as from another tool, it gives neither. Where the cursor is in the field already, nothing moves.
 */
export function useShownField(focusPath: Path): void {
  const name = pathToString(focusPath)
  useEffect(() => {
    if (!name) return undefined
    const timer = setTimeout(() => {
      const field = document.querySelector(`[data-testid="field-${CSS.escape(name)}"]`)
      if (!field || field.contains(document.activeElement)) return
      field.scrollIntoView({ block: 'center' })
      const input = field.querySelector('input, textarea, [contenteditable="true"]')
      if (input instanceof HTMLElement) input.focus({ preventScroll: true })
    }, PATIENCE)
    return () => clearTimeout(timer)
  }, [name])
}
