import { z } from 'zod'

/** A figure measured several times: its median, and the least and the greatest. */
export const spread = z.object({ median: z.number(), min: z.number(), max: z.number() })
export type Spread = z.infer<typeof spread>

/** Latencies in milliseconds. */
export const latency = z.object({
  count: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
})
export type Latency = z.infer<typeof latency>

/** The value below which `share` (0 to 1) of the values lie, by nearest rank. Throws when there are none: a figure made of nothing is a lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

/** Median, least and greatest. Throws when there are none. */
export function spreadOf(values: readonly number[]): Spread {
  return { median: percentile(values, 0.5), min: percentile(values, 0), max: percentile(values, 1) }
}

/** Sums latencies up. Throws when there are none. */
export function latencyOf(values: readonly number[]): Latency {
  return {
    count: values.length,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: percentile(values, 1),
  }
}
