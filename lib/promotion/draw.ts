/** A number in [0, 2^32) that is always the same for a text (FNV-1a). */
export function seedOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/**
 * Which of the weighted things a draw falls on. Each waits for a time of its own, the shorter the heavier it is, and the first to come is taken. So a
 * thing that leaves moves its own share only, and one that comes takes from each in proportion. Cumulative weights would hand readers of the others
 * around. Takes a draw in [0, 1), one number for all of them.
 * @returns one of them, or null where none weighs anything.
 */
export function draw<T extends { seed: number }>(
  things: readonly T[],
  weightOf: (thing: T) => number,
  number: number,
): T | null {
  let [taken, shortest]: [T | null, number] = [null, Infinity]
  for (const thing of things) {
    const weight = weightOf(thing)
    const wait = weight > 0 ? waitOf(thing.seed, weight, number * 2 ** 32) : Infinity
    if (wait < shortest) [taken, shortest] = [thing, wait]
  }
  return taken
}

/**
 * How long a thing waits, its number mixed with the draw's (the last mix of MurmurHash3): draws that are close together are far apart
 * behind it. Seed and number are whole, of 32 bits. In browsers it is part of the one inline script: it must stay small.
 */
export const waitOf = (seed: number, weight: number, number: number): number => {
  let hash = seed ^ number
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return -Math.log((((hash ^ (hash >>> 16)) >>> 0) + 0.5) / 2 ** 32) / weight
}
