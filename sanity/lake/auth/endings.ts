/** Signals by key that tell what a session or token holds open that it is over. */
export type Endings = {
  /** The signal of a key; the same one as long as the key lasts. */
  signal(key: string): AbortSignal
  end(key: string): void
  endAll(): void
}

/** Keeps one signal for each key that somebody has asked for. */
export function createEndings(): Endings {
  const open = new Map<string, AbortController>()
  return {
    signal(key) {
      const controller = open.get(key) ?? new AbortController()
      open.set(key, controller)
      return controller.signal
    },
    end(key) {
      open.get(key)?.abort()
      open.delete(key)
    },
    endAll() {
      for (const controller of open.values()) controller.abort()
      open.clear()
    },
  }
}
