/**
 * Invalidations are numbered, and remembered back to the oldest render in flight.
 * Order is this counter, never a clock, which steps.
 */
export type Invalidations = {
  /** The number of the last invalidation; 0 before the first. */
  readonly last: number
  /** Numbers an invalidation of the pages with any of these tags; `all` is every page. */
  add: (tags: ReadonlySet<string> | 'all') => void
  /** A render begins; it saw every invalidation up to now. Answers its place, to be given back to `end`. */
  begin: () => number
  /** Of a render that began there: the number of the first invalidation since that shares a tag; undefined when there was none. */
  firstSince: (place: number, tags: readonly string[]) => number | undefined
  end: (place: number) => void
}

export function createInvalidations(): Invalidations {
  let last = 0
  let remembered: { number: number; tags: ReadonlySet<string> | 'all' }[] = []
  const begun: number[] = []
  const forget = () => {
    const oldest = Math.min(...begun)
    remembered = remembered.filter(({ number }) => number > oldest)
  }
  return {
    get last() {
      return last
    },
    add: (tags) => {
      last += 1
      if (begun.length > 0) remembered.push({ number: last, tags })
    },
    begin: () => {
      begun.push(last)
      return last
    },
    firstSince: (place, tags) =>
      remembered.find((each) => each.number > place && (each.tags === 'all' || shares(each.tags, tags)))?.number,
    end: (place) => {
      const at = begun.indexOf(place)
      if (at >= 0) begun.splice(at, 1)
      forget()
    },
  }
}

const shares = (invalidated: ReadonlySet<string>, tags: readonly string[]) => tags.some((tag) => invalidated.has(tag))
