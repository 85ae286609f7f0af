const known = new Map<string, Intl.DateTimeFormat>()

/**
 * The format of a locale with these options (a zone among them: without one it would be the machine's). Each is made once: making one costs
 * as much as using it some hundred times, and was a tenth of making a page.
 */
export function dateFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions & { timeZone: string },
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const format = known.get(key) ?? new Intl.DateTimeFormat(locale, options)
  known.set(key, format)
  return format
}
