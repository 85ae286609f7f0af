import { LakeError } from './types.ts'

/** JSON on its way out of a worker. Bytes are handed over between threads, where texts and values would be copied. */
export type Text = { bytes: Uint8Array }

const encoder = new TextEncoder()

/** The text as bytes that nothing else shares, so that they can be handed over. */
export const toBytes = (text: string): Uint8Array => encoder.encode(text)

/**
 * Whether a value's JSON has more than so many bytes, found without building it: the parts of a result share what they are made of, and a
 * result of a few megabytes in memory may be gigabytes as text. Every value counts for its shortest form, so a yes is certain.
 */
export const isLarger = (value: unknown, most: number): boolean => {
  let left = most
  const open: unknown[] = [value]
  while (open.length > 0) {
    const item = open.pop()
    left -= 1
    if (typeof item === 'string') left -= item.length
    else if (Array.isArray(item)) {
      if (item.length > left) return true
      for (const inner of item) open.push(inner)
    } else if (typeof item === 'object' && item !== null) {
      for (const [key, inner] of Object.entries(item)) {
        left -= key.length + 3
        open.push(inner)
      }
    }
    if (left < 0) return true
  }
  return false
}

/**
 * Takes a JSON value.
 * @returns its JSON as bytes.
 * @throws `refuse()` when that is longer than `most` bytes.
 */
export const boundedText = (value: unknown, most: number, refuse: () => LakeError): Uint8Array => {
  if (isLarger(value, most)) throw refuse()
  const bytes = toBytes(JSON.stringify(value))
  if (bytes.length > most) throw refuse()
  return bytes
}

/** 413 for an answer beyond the bound, with what to do. */
export const answerTooLarge = (most: number, advice: string): LakeError =>
  new LakeError(413, {
    type: 'answerTooLarge',
    description: `The answer is larger than ${Math.round(most / 1024 / 1024)} MB, the most that one may have. ${advice}`,
  })

/**
 * @param bytes bytes of JSON that the engine itself wrote.
 * @returns the value.
 */
export const valueOf = (bytes: Uint8Array): unknown =>
  JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
