import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Keys to single originals, for as long as the process runs. @sanity/export asks for pictures without its token wherever they are not at
 * Sanity's own host; it would get what strangers get. The addresses in its stream of documents carry a key instead, and no archive keeps them.
 */
export type OriginalKeys = {
  /** The address of a picture with the key to its original. */
  addressOf(url: string): string
  /** Whether the query of an address has the key to the original of this name. */
  open(file: string, search: URLSearchParams): boolean
}

export function createOriginalKeys(secret: Buffer = randomBytes(32)): OriginalKeys {
  const keyOf = (file: string) => createHmac('sha256', secret).update(file).digest()
  return {
    addressOf(url) {
      const address = new URL(url)
      address.searchParams.set(
        'original',
        keyOf(address.pathname.slice(address.pathname.lastIndexOf('/') + 1)).toString('hex'),
      )
      return address.href
    },
    open(file, search) {
      const given = Buffer.from(search.get('original') ?? '', 'hex')
      const key = keyOf(file)
      return given.length === key.length && timingSafeEqual(given, key)
    },
  }
}
