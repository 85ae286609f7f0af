/**
 * What the browser does while a page is open: a banner is gone at the end of its placement, and nothing that is read moves by it.
 * It is text because it must reach the browser character for character: the policy names its digest, and a bundler would rewrite code.
 *
 * - It is out of sight and out of reach at once (`inert`; the style sheet hides it), in the space that it had.
 * - The space goes (`hidden`) only where nobody sees it go: below the window, or while the page is hidden and it is not above. The watched
 *   area reaches upwards without end, so that "not intersecting" means: below.
 * - The clock is asked again at least once a minute: a timer set to the instant itself overflows after 24.8 days, and sleeps with the machine.
 * - `pageshow` is the way back out of the browser's memory, `prerenderingchange` the moment at which a page made ahead is shown.
 */
export const endedBanners = `
(() => {
  const banners = document.querySelectorAll('[data-until]')
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (!isIntersecting) target.hidden = true
  }, { rootMargin: '10000000px 0px 0px' })
  let timer

  const look = () => {
    clearTimeout(timer)
    let next = Infinity
    for (const banner of banners) {
      const left = Date.parse(banner.dataset.until) - Date.now()
      if (left > 0) {
        next = Math.min(next, left)
        continue
      }
      banner.inert = true
      watcher.observe(banner)
      if (document.hidden && banner.getBoundingClientRect().bottom > 0) banner.hidden = true
    }
    if (next < Infinity) timer = setTimeout(look, Math.min(next, 60000))
  }

  addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  document.addEventListener('prerenderingchange', look)
  look()
})()
`
