import { Path } from 'groq-js'

/** Whether the parts of an id fit the parts of a pattern. In time of their product: patterns come from anybody. */
const fits = (parts: readonly string[], pattern: readonly string[]): boolean => {
  let [at, place] = [0, 0]
  let [restartAt, restartIn] = [-1, -1]
  while (at < parts.length) {
    const wanted = pattern[place]
    if (wanted === '**') {
      // Nothing at first; where the rest does not fit, one part more.
      ;[restartAt, restartIn] = [at, place]
      place += 1
    } else if (wanted !== undefined && (wanted === '*' ? parts[at] !== '' : wanted === parts[at])) {
      at += 1
      place += 1
    } else if (restartIn !== -1) {
      restartAt += 1
      ;[at, place] = [restartAt, restartIn + 1]
    } else return false
  }
  return pattern.slice(place).every((part) => part === '**')
}

/** `path("…")` of GROQ: `*` stands for one part of an id, `**` for one or more, and dots for dots. groq-js' own lets a dot be any character. */
export class PathPattern extends Path {
  readonly text: string
  readonly #parts: readonly string[]

  constructor(text: string) {
    super('**')
    this.text = text
    this.#parts = text === '**' ? ['**'] : text.split('.').flatMap((part) => (part === '**' ? ['*', '**'] : [part]))
  }

  override matches(id: string): boolean {
    return fits(id.split('.'), this.#parts)
  }

  override toJSON(): string {
    return this.text
  }
}

/** `path(…)` of GROQ: a pattern of a text, null for anything else. */
export const pathOfText = (value: unknown): PathPattern | null =>
  typeof value === 'string' ? new PathPattern(value) : null
