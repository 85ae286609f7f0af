/**
 * An address as people read it: `https://zh.wikipedia.org/wiki/湖` for `…/wiki/%E6%B9%96`. Only for showing, never for a link.
 * Codes of ASCII, spaces and invisible characters stay: decoded they could make one address look like another.
 */
export const readableAddress = (address: string): string =>
  address.replace(/(?:%[89a-f][\da-f])+/gi, (codes) => {
    try {
      const read = decodeURIComponent(codes)
      return /^[\p{L}\p{N}\p{M}\p{P}]+$/u.test(read) ? read : codes
    } catch {
      return codes
    }
  })
