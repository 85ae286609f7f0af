/** The port of a site's address. */
export const portIn = (url: string): number => Number(new URL(url).port)

/** The head of a request, up to where further headers may stand. */
export const head = (target: string, method = 'GET'): string => `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n`

/** The same, for a page that is there. */
export const page = head('/zh-TW')
