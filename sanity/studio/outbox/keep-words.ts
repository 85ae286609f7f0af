import { uuid } from '@sanity/uuid'
import { definePlugin } from 'sanity'
import { createLastingFetch, sendLeftBehind, type LastingFetchOptions } from './lasting-fetch.ts'
import { openKeptWords } from './kept-words.ts'
import { keptWordsInput } from './kept-words-card.tsx'
import { openOutbox } from './outbox.ts'
import { outboxLayout } from './outbox-layout.tsx'
import { ToolBoundary } from './tool-boundary.tsx'

/** Milliseconds before the second attempt, and at most. */
const firstPause = 500
const longestPause = 5_000

/**
 * Nothing that was typed is lost: a fetch that goes on until the lake has every word, and the Studio's parts that say so.
 * @param realFetch the way to the lake.
 * @param lake the lake's origin.
 */
export function keepWords(realFetch: typeof fetch, lake: string) {
  const storage = typeof window === 'undefined' ? undefined : window.localStorage
  const outbox = openOutbox(storage)
  const listeners = new Set<() => void>()
  let isReached = true
  let me: string | null = null
  const options: LastingFetchOptions = {
    fetch: realFetch,
    outbox,
    person: () => me,
    now: Date.now,
    newId: uuid,
    pause: (failures) => pauseUntilOnline(Math.min(longestPause, firstPause * 2 ** failures)),
    onReach: (reached) => {
      isReached = reached
      for (const changed of listeners) changed()
    },
  }
  const state = {
    outbox,
    isReached: () => isReached,
    subscribeReach: (changed: () => void) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    signedIn: (person: string) => {
      if (me === person) return
      me = person
      sendLeftBehind({ ...options, lake, me }).catch((error: unknown) => console.error(error))
    },
  }
  return {
    fetch: createLastingFetch(options),
    plugin: definePlugin({
      name: 'lakeside-outbox',
      form: { components: { input: keptWordsInput({ kept: openKeptWords(storage), outbox }) } },
      studio: { components: { layout: outboxLayout(state), activeToolLayout: ToolBoundary } },
    }),
  }
}

/** Waits so many milliseconds, or until the browser says that it is online, whichever comes first. */
function pauseUntilOnline(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      resolve()
    }
    const timer = setTimeout(go, milliseconds)
    window.addEventListener('online', go)
  })
}
