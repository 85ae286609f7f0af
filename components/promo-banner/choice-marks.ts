import type { Alternative } from '#lib/promotion/choose-banner.ts'

/** By what the inline script chooses a banner among the alternatives of a spot. */
export type ChoiceInBrowser = Pick<Alternative<unknown>, 'rank' | 'seed' | 'perDay' | 'weights'> & {
  /** The name in the page of the spot whose alternatives are chosen from together. */
  spot: string
  /** Whether all of them have come. */
  isLast: boolean
}

/**
 * The same as attributes. Only what readers without script get is to be seen. A limited one has a name of its own among what was seen; it
 * begins and ends with a dot, so that no name is part of another.
 */
export const choiceMarks = ({
  spot,
  isLast,
  rank,
  seed,
  perDay,
  weights: { unknown, ...weights },
}: ChoiceInBrowser) => ({
  hidden: unknown === 0,
  'data-spot': spot,
  'data-last': isLast ? '' : undefined,
  'data-rank': rank,
  'data-seed': seed,
  'data-per-day': perDay ?? undefined,
  'data-seen': perDay === null ? undefined : `.${seed.toString(36)}.`,
  ...Object.fromEntries(Object.entries(weights).map(([platform, weight]) => [`data-${platform}`, weight || undefined])),
})
