/** The places that put their own address before every link, and the parameter in which the real one stands. */
const redirectors: readonly { host: RegExp; path: RegExp; parameters: readonly string[] }[] = [
  { host: /^(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}$/, path: /^\/url$/, parameters: ['q', 'url'] },
  { host: /^(?:l|lm)\.(?:facebook|instagram|messenger)\.com$/, path: /^\/(?:l\.php)?$/, parameters: ['u'] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^(?:www\.)?youtube\.com$/, path: /^\/redirect$/, parameters: ['q'] },
  { host: /^(?:www\.)?linkedin\.com$/, path: /^\/(?:redir\/redirect|safety\/go)$/, parameters: ['url'] },
  { host: /^out\.reddit\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^slack-redir\.net$/, path: /^\/link$/, parameters: ['url'] },
]

/** One wrapper may stand in another: mail programs wrap what a word processor wrapped. */
const mostLayers = 3

/**
 * The address to which a redirector leads, where it says so itself (`google.com/url?q=…`). Short ones (`t.co`, `bit.ly`) don't say.
 * @param address as it was pasted.
 * @returns what stands in it, or the same address.
 */
export function unwrappedAddress(address: string): string {
  let inner = address
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const url = URL.parse(inner)
    if (!url || !/^https?:$/.test(url.protocol)) return inner
    const redirector = redirectors.find(({ host, path }) => host.test(url.hostname) && path.test(url.pathname))
    const wrapped = redirector?.parameters
      .map((name) => url.searchParams.get(name))
      .find((value) => value !== null && /^https?:\/\/[^/]/i.test(value) && URL.canParse(value))
    if (!wrapped) return inner
    inner = wrapped
  }
  return inner
}
