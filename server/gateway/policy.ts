/** Headers for every answer of the process that a browser may render. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

/**
 * Headers of a finished reader page. Only the inline scripts whose SHA-256 digests (base64) are named may run; nothing inline
 * is styled; `imageOrigin` is the lake's origin when images come from elsewhere.
 */
export function readerHeaders(scriptHashes: readonly string[], imageOrigin?: string): Record<string, string> {
  const scripts = scriptHashes.length > 0 ? scriptHashes.map((hash) => `'sha256-${hash}'`).join(' ') : "'none'"
  const policy = [
    "default-src 'none'",
    `script-src ${scripts}`,
    "style-src 'self'",
    `img-src 'self' data:${imageOrigin ? ` ${imageOrigin}` : ''}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return { ...everywhere, 'content-security-policy': policy.join('; ') }
}

/**
 * Headers of the Studio. On the embedded lake it may reach this origin only, so that neither a font nor a version check
 * tells an outside host that somebody is editing. On a hosted lake it is Sanity's own application and reaches Sanity.
 */
export function studioHeaders(lake: 'embedded' | 'elsewhere'): Record<string, string> {
  const own = [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self' data: blob:",
    "media-src 'self' data: blob:",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "base-uri 'self'",
    "object-src 'none'",
  ]
  const policy = [...(lake === 'embedded' ? own : []), "frame-ancestors 'self'"]
  return { ...everywhere, 'content-security-policy': policy.join('; '), 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' }
}

export const plainHeaders: Record<string, string> = everywhere
