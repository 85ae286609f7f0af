/**
 * Answers the Studio's own calls to outside hosts (version check, feedback, a user look-up that ignores the client factory) in the page.
 * On the embedded lake nothing may leave this origin: there may be no internet, and failed calls would fill the console.
 * Gives a fetch that passes on what stays on `origin`.
 */
export const keepInside =
  (realFetch: typeof fetch, origin: string): typeof fetch =>
  async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, origin)
    // The probe for HTTP/1.1 ends in a warning about slow streams. Ours share one socket: answered here, the protocol stays unknown.
    if (url.searchParams.get('tag') === 'sanity.studio.protocol-check') return new Response()
    if (url.origin === origin || !url.protocol.startsWith('http')) return realFetch(input, init)
    // An empty version answer means "nothing newer"; anything else is simply not there.
    return Response.json({}, { status: url.hostname === 'sanity-cdn.com' ? 200 : 404 })
  }
