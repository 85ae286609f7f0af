import type { Page } from '@playwright/test'

/** All layout shifts of the page so far, as Chromium counts them, each with what moved; what follows a press of the reader's is no shift to it. */
export const layoutShifts = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const shifts: string[] = []
        const add = (entries: PerformanceEntryList) => {
          for (const entry of entries) {
            if (!('value' in entry) || ('hadRecentInput' in entry && entry.hadRecentInput)) continue
            const moved: unknown[] =
              'sources' in entry && Array.isArray(entry.sources) ? entry.sources.map(({ node }) => node) : []
            shifts.push(
              `${entry.value}: ${moved.map((node) => (node instanceof Element ? node.outerHTML.slice(0, 80) : String(node))).join(', ')}`,
            )
          }
        }
        const observer = new PerformanceObserver((list) => add(list.getEntries()))
        observer.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            add(observer.takeRecords())
            resolve(shifts)
          }),
        )
      }),
  )
