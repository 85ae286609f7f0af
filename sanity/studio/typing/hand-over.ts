/** Which editors of a form hold words that the form has not been given yet, and how to wait until none does. */
export type HandOver = {
  hold: (editor: object) => void
  letGo: (editor: object) => void
  /** Resolves when no editor holds anything: at once, if none does now. */
  whenDone: () => Promise<void>
}

/** The hand-over of one form. */
export function createHandOver(): HandOver {
  const holding = new Set<object>()
  const waiting: (() => void)[] = []
  return {
    hold: (editor) => holding.add(editor),
    letGo: (editor) => {
      holding.delete(editor)
      if (holding.size === 0) for (const go of waiting.splice(0)) go()
    },
    whenDone: () => (holding.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  }
}
