import { adjustIndiciesToUcs2, applyPatches, parsePatch, type Patch } from '@sanity/diff-match-patch'
import { type Meter, PATCH_LIMITS, PatchError } from './limits.ts'

/** Reads the text form of a diff. Throws PatchError. */
export const readDiff = (source: string): readonly Patch[] => {
  const read = (): Patch[] => {
    try {
      return parsePatch(source)
    } catch (error) {
      throw new PatchError(error instanceof Error ? error.message : String(error))
    }
  }
  const hunks = read()
  if (hunks.length > PATCH_LIMITS.hunks)
    throw new PatchError(`a diff has ${hunks.length} hunks, ${PATCH_LIMITS.hunks} are allowed`)
  return hunks
}

/** Characters of a piece that is searched for: a longer hunk is cut up, but for deletions of more than two of them. */
const PIECE = 32

const stepsOf = ({ diffs, start2 }: Patch, text: string, isAlone: boolean): number => {
  const old = diffs
    .filter(([kind]) => kind !== 1)
    .map(([, part]) => part)
    .join('')
  const lengths = (wanted: -1 | 0) => diffs.map(([kind, part]) => (kind === wanted ? part.length : 0))
  const kept = lengths(0).reduce((sum, length) => sum + length, 0)
  const deleted = lengths(-1).reduce((sum, length) => sum + (length > 2 * PIECE ? length : 0), 0)
  // Long pieces are cut up, and what is left is counted again for every cut.
  const cuts = 5 * diffs.length ** 2 + kept ** 2 / 3
  // The usual case: one change, and the text is as its sender saw it.
  if (isAlone && text.startsWith(old, start2)) return 4 * text.length + cuts
  // Each piece that is not where it should be is searched for through all the text before it.
  const search = (1 + (old.length - deleted) / PIECE) * (500_000 + 70 * text.length)
  // A long deletion that does not say what the text says is compared with it letter by letter, for a second at most.
  return search + cuts + Math.min(1e9, deleted * 130_000)
}

/**
 * The text after a diff, as Sanity's own library applies it: a hunk whose place has moved is searched for, one that fits nowhere is
 * left out. It may cut a character of two halves; the lake mends the document when it stores it.
 *
 * @throws PatchError before any work, when it would be too much. The figures are the worst case of each kind of hunk, measured.
 */
export const withDiff = (text: string, hunks: readonly Patch[], meter: Meter): string => {
  if (text.length > PATCH_LIMITS.textCharacters)
    throw new PatchError(
      `a text has ${text.length} characters, diffMatchPatch changes texts of at most ${PATCH_LIMITS.textCharacters}; use set`,
    )
  // Offsets count bytes of UTF-8, and may end within a character when the text was another by then.
  const options = { allowExceedingIndices: true }
  const placed = adjustIndiciesToUcs2([...hunks], text, options)
  meter.spend(20_000 + 60 * Math.max(0, ...placed.map(({ start1, start2 }) => Math.max(start1, start2))))
  for (const hunk of placed) meter.spend(stepsOf(hunk, text, placed.length === 1))
  const [changed] = applyPatches([...hunks], text, options)
  return changed
}
