import { speculationRulesPath } from './speculation-rules.ts'

/** Whether readers come by https: the public address of the site says so, since TLS ends before this process. */
type Transport = { secure: boolean }

export type ReaderPolicy = Transport & {
  /** SHA-256 digests, base64, of the inline scripts that may run and of the inline style sheets that hold. */
  scriptHashes: readonly string[]
  styleHashes: readonly string[]
  /** Whether the page's styles are a file of this site. */
  linksStyles: boolean
  /** The lake's origin, when images come from elsewhere. */
  imageOrigin: string | undefined
}

/** Headers of every answer: files, redirects and refusals need no more. They may be shown by other sites, as the icon is. */
export function plainHeaders({ secure }: Transport): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    // Of this host only: the domain may have others, which are not ours to bind.
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
}

/**
 * Headers of a finished reader page. Nothing runs but the scripts that are named, nothing makes markup or script out of text, nothing
 * inline is styled, no other site frames the page or holds its window. The page asks for no feature of the device.
 */
export function readerHeaders({
  secure,
  scriptHashes,
  styleHashes,
  linksStyles,
  imageOrigin,
}: ReaderPolicy): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src ${named(scriptHashes) || "'none'"}`,
    `style-src ${[...(linksStyles ? ["'self'"] : []), named(styleHashes)].filter(Boolean).join(' ') || "'none'"}`,
    `img-src 'self' data:${imageOrigin ? ` ${imageOrigin}` : ''}`,
    "manifest-src 'self'",
    // Tools that inspect a page read robots.txt from within it; the one script asks nothing, and no other site is reached.
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ]
  return {
    ...plainHeaders({ secure }),
    'content-security-policy': policy.join('; '),
    'permissions-policy': none([...devices, ...abilities]),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'speculation-rules': `"${speculationRulesPath}"`,
  }
}

/**
 * Headers of a page in draft mode: an application of ours, with framework script and the overlays that lead to fields, for one person and
 * never kept. Only the Studio of this site frames it.
 */
export function previewHeaders({
  secure,
  imageOrigin,
}: Transport & Pick<ReaderPolicy, 'imageOrigin'>): Record<string, string> {
  const policy = [
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${imageOrigin ? ` ${imageOrigin}` : ''}`,
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "frame-ancestors 'self'",
  ]
  return {
    ...plainHeaders({ secure }),
    'content-security-policy': policy.join('; '),
    'permissions-policy': none(devices),
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  }
}

/**
 * Headers of the Studio. On the embedded lake it may reach this origin only, so that neither a font nor a version check
 * tells an outside host that somebody is editing. On a hosted lake it is Sanity's own application and reaches Sanity.
 * It may open windows of its own and talk to them: signing in and previews do.
 */
export function studioHeaders({
  secure,
  lake,
}: Transport & { lake: 'embedded' | 'elsewhere' }): Record<string, string> {
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
  return {
    ...plainHeaders({ secure }),
    'content-security-policy': policy.join('; '),
    'permissions-policy': none(devices),
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  }
}

/** What reaches out of the window: nothing here has a use for it. Only names that browsers know: one that they don't is a line in the console. */
const devices = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'window-management',
  'xr-spatial-tracking',
]

/** What an application may want, and a page of words does not. */
const abilities = [
  'autoplay',
  'browsing-topics',
  'clipboard-read',
  'clipboard-write',
  'encrypted-media',
  'fullscreen',
  'gamepad',
  'identity-credentials-get',
  'otp-credentials',
  'picture-in-picture',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'storage-access',
  'sync-xhr',
  'unload',
]

const named = (hashes: readonly string[]) => hashes.map((hash) => `'sha256-${hash}'`).join(' ')

const none = (features: readonly string[]) => features.map((feature) => `${feature}=()`).join(', ')
