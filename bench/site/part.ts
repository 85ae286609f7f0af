import type { z } from 'zod'

/** What a measurement is given. */
type Bench = {
  /** An empty folder that is taken away afterwards. */
  folder: string
  /** A few seconds each, to see that the bench itself works; such figures are shown and never written down. */
  quick: boolean
  /** Hears of each long step, as one line of plain English. */
  say: (line: string) => void
}

/** One measurement, which can be run alone. Its figures are kept as JSON of the shape `result` until the report is written. */
export type Part<Result extends z.ZodType = z.ZodType> = {
  name: string
  result: Result
  /** Programs of the machine that it calls. */
  tools: readonly string[]
  measure: (bench: Bench) => Promise<z.infer<Result>>
}
