/** What was asked can't be done to any document. The message is for the sender; the caller adds where it stood. */
export class PatchError extends Error {}

/**
 * The bounds of the patch language, all in one place. Sanity's Studio and clients stay far below: their longest path (text in a cell of
 * a table in a block) has about 300 characters and 12 segments, a list holds hundreds of items, and a save holds a few dozen patches.
 *
 * A step is about a nanosecond of a processor, measured: making a place takes 1,000, finding it again 100, looking at a value 40,
 * copying a list 2 an item, copying an object 60 a field. 1,000 patches by key in a list of 1,000 items take 50 million steps.
 */
export const PATCH_LIMITS = {
  /** Length of a path as written. Reading one is linear. */
  pathCharacters: 1000,
  /** Segments of a path. A document is nested 20 levels deep at most. */
  segments: 40,
  /** Members of one pair of brackets, as in `[a, b, 3:5]`. */
  members: 100,
  /** Places of a document that one path may find. */
  places: 100_000,
  /** Fields of an object that is changed: a document has 1,000 in all. Copying one of 10,000 takes as long as 100 of 1,000. */
  fields: 1000,
  /** Levels that `..` goes down. Between two patches of one transaction a document may be deeper than it is stored. */
  depth: 200,
  /** Hunks of one diffMatchPatch: each goes through the whole text. 20,000 of them took 14 s. */
  hunks: 1000,
  /** Characters of a text that diffMatchPatch changes. A longer one can be replaced by `set`. */
  textCharacters: 4_000_000,
  /** Bytes that one transaction may write by giving one value to several places. */
  copiedBytes: 32_000_000,
  /** Steps of one transaction: two seconds of a processor. */
  steps: 2_000_000_000,
} as const

/** Counts what one transaction costs. Each method throws PatchError when its bound is passed. */
export type Meter = { spend(steps: number): void; copy(bytes: number): void }

/** A meter for one transaction, that may take so many steps. */
export const createMeter = (allowed: number = PATCH_LIMITS.steps): Meter => {
  let steps = 0
  let copied = 0
  return {
    spend: (more) => {
      steps += more
      if (steps <= allowed) return
      throw new PatchError(
        `the patches of this transaction take more than ${allowed / 1e6} million steps, which is all that is allowed; send fewer or simpler ones at a time`,
      )
    },
    copy: (bytes) => {
      copied += bytes
      if (copied <= PATCH_LIMITS.copiedBytes) return
      throw new PatchError(
        `the patches of this transaction write ${copied} bytes by giving one value to several places, ${PATCH_LIMITS.copiedBytes} are allowed`,
      )
    },
  }
}
