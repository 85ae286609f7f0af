const base = 'https://own-path.invalid'

/**
 * Where a redirect to a path of this site leads, as a browser reads it.
 * @param text What should be a path, with its query and fragment.
 * @returns The path in its plain spelling, which starts with exactly one slash; null for everything else: another site's address, a path that becomes
 * one when its dots are resolved (`/a/../..//x.example`), and what has control characters or backslashes, which browsers drop or turn into slashes.
 */
export function ownPath(text: string): string | null {
  if (!text.startsWith('/') || /[\u0000-\u001f\u007f\\]/.test(text)) return null
  const url = URL.parse(text, base)
  if (url?.origin !== base || url.pathname.startsWith('//')) return null
  return url.pathname + url.search + url.hash
}
