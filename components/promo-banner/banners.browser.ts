import type { Platform } from '#lib/promotion/choose-banner.ts'
import { waitOf } from '#lib/promotion/draw.ts'
import { publicationZone } from '#lib/settings/locales.ts'

// What a reader's browser does about banners: docs/decisions/014. It is made small, and stands ahead of every banner of a page as the one
// inline script (banners.script.generated.ts, made by make-script.ts): whatever is written here is sent to every reader.

/** What choice-marks.ts has written on a banner. Numbers come as texts, which the arithmetic below takes as numbers. */
type Marks = Record<Platform, number> & {
  spot: string
  rank: number
  seed: number
  perDay: number
  seen: string
  copy: string
  until: string
  last?: string
}
type Banner = Omit<HTMLElement, 'dataset'> & { dataset: Marks }
/** The browser's memory, or where that is refused the page's own: `day`, `draw` and `seen` of that day, and a key for each closed copy. */
type Store = { day?: string; draw: number; seen: string; [copy: string]: unknown }

const counted: Record<string, unknown> = {}
const page = document
const all = (selector: string) => page.querySelectorAll(selector) as unknown as NodeListOf<Banner>

const { userAgent, maxTouchPoints } = navigator
// An iPhone and an iPad say that they are like a Mac; no Mac can be touched.
const platform: Platform = /Android/.test(userAgent)
  ? 'android'
  : /Mac/.test(userAgent) && maxTouchPoints
    ? 'ios'
    : 'desktop'
// The style sheet leaves out calls to action that are for another one, and shows the buttons that close.
page.body.dataset.on = platform

let store: Store
let closed: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

const left = (banner: Banner) => Date.parse(banner.dataset.until) - Date.now()
const isOver = (banner: Banner) => left(banner) <= 0 || store[banner.dataset.copy]

/** Chooses among the alternatives of a spot, the last of which has come, as choice and draw in lib do. The others leave the page. */
const choose = (last: Banner) => {
  const day = Intl.DateTimeFormat([], { timeZone: publicationZone }).format()
  if (store.day !== day) {
    store.draw = (Math.random() * 2 ** 32) | 0
    store.seen = ''
    store.day = day
  }
  let chosen: Banner | undefined
  let shortest = Infinity
  for (const banner of all(`[data-spot=${last.dataset.spot}]`)) {
    const { rank, seed, perDay, seen, [platform]: weight } = banner.dataset
    // No wait is a million long: a lower rank comes first whatever is drawn. What is for another platform has no weight, and no time either.
    const time = rank * 1e6 + waitOf(seed, weight, store.draw)
    if (time < shortest && !isOver(banner) && !(store.seen.split(seen).length > perDay)) {
      chosen?.remove()
      chosen = banner
      shortest = time
    } else banner.remove()
  }
  if (chosen) {
    chosen.hidden = false
    delete chosen.dataset.last
  }
}

const lookOnce = () => {
  store ??= localStorage as unknown as Store
  if (closed) store[closed] = 1
  clearTimeout(timer)
  all('[data-last]').forEach(choose)
  // At least once a minute: a timer set to the instant itself overflows after 24.8 days, and sleeps with the machine.
  let next = 60000
  const { hidden } = page
  for (const banner of all('aside')) {
    const { seen } = banner.dataset
    const over = isOver(banner)
    // Where a banner stands is asked only of those that it matters for: the answer costs a layout of all that has come so far.
    const { top, bottom } = (over || seen ? banner.getBoundingClientRect() : banner) as DOMRect
    if (over) {
      // Out of sight and out of reach at once; its space goes where nobody sees it go.
      banner.inert = true
      banner.hidden ||= top > innerHeight || (hidden && bottom > 0)
    } else {
      if (left(banner) < next) next = left(banner)
      if (seen && bottom > 0 && top < innerHeight && !hidden) counted[seen] ||= store.seen += seen
    }
  }
  timer = setTimeout(look, next)
}

const look = () => {
  try {
    lookOnce()
  } catch {
    // The browser's memory is none, closed to us or full. Left at that, what has ended would stand on: the page goes on with a copy of its own.
    store = { ...store }
    lookOnce()
  }
}

onclick = (event) => {
  const banner = (event.target as Element).closest('button')?.parentNode as Banner | undefined
  if (banner) {
    closed = banner.dataset.copy
    look()
    banner.hidden = true
    const next = (banner.nextSibling ?? banner.parentNode) as HTMLElement
    next.tabIndex = -1
    next.focus({ preventScroll: true })
  }
}

// The way back out of the browser's memory; another tab; the moment at which a page made ahead is shown; the end of scrolling.
for (const event of ['pageshow', 'visibilitychange', 'prerenderingchange', 'scrollend'])
  addEventListener(event, look, true)
// A change of the document is told before the next picture of it is drawn.
new MutationObserver(look).observe(page, { childList: true, subtree: true })
