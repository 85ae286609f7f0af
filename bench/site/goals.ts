import type { z } from 'zod'
import type { elsewhereResult } from './elsewhere.ts'
import type { freshnessResult } from './freshness.ts'
import type { lighthouseResult } from './lighthouse.ts'
import type { loadResult } from './load.ts'
import type { memoryResult } from './memory.ts'
import type { typingResult } from './typing.ts'
import type { validateResult } from './validate.ts'

/** Every figure that there is; a part that was not measured is missing. */
export type Figures = {
  load?: z.infer<typeof loadResult> | undefined
  memory?: z.infer<typeof memoryResult> | undefined
  lighthouse?: z.infer<typeof lighthouseResult> | undefined
  validate?: z.infer<typeof validateResult> | undefined
  freshness?: z.infer<typeof freshnessResult> | undefined
  elsewhere?: z.infer<typeof elsewhereResult> | undefined
  typing?: z.infer<typeof typingResult> | undefined
}

export type Goal = { what: string; goal: string; got: string; met: boolean }

/** Up to three digits that say something, for people. */
export const short = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : Number(value.toPrecision(3)).toString()

/** What the site is to reach, and whether it does. Ratios are between servers measured side by side in one run. */
export function goalsOf({ load, memory, lighthouse, validate, freshness, elsewhere, typing }: Figures): Goal[] {
  const of = (name: string) => load?.contenders.find((contender) => contender.name === name)
  const [lakeside, nginx, next] = [of('Lakeside'), of('nginx'), of('Next')]
  const goals: Goal[] = []
  const least = (what: string, got: number, goal: number, unit = '') =>
    void goals.push({ what, goal: `≥ ${goal}${unit}`, got: `${short(got)}${unit}`, met: got >= goal })
  const most = (what: string, got: number, goal: number, unit = '') =>
    void goals.push({
      what,
      goal: goal === 0 ? '0' : `≤ ${goal}${unit}`,
      got: `${short(got)}${unit}`,
      met: got <= goal,
    })
  if (lakeside && nginx && next) {
    least(
      'requests/s beside nginx, compressed',
      lakeside.gzip.perSecond.median / nginx.gzip.perSecond.median,
      0.5,
      ' ×',
    )
    least('requests/s beside nginx, plain', lakeside.plain.perSecond.median / nginx.plain.perSecond.median, 0.5, ' ×')
    least('requests/s beside Next, compressed', lakeside.gzip.perSecond.median / next.gzip.perSecond.median, 20, ' ×')
    most('p99 beside nginx, compressed', lakeside.gzip.p99.median / nginx.gzip.p99.median, 5, ' ×')
    most('first byte later than nginx, p50', lakeside.firstByte.p50 - nginx.firstByte.p50, 0.5, ' ms')
    most('resident memory after load', lakeside.memory.after, 600, ' MB')
  }
  if (memory) {
    most(
      `memory that ${memory.articles} finished articles add, after the first ${memory.before}`,
      memory.resident.warm - memory.resident.written,
      200,
      ' MB',
    )
    most(
      `resident memory with ${memory.articles} finished articles, after load, nobody editing`,
      memory.resident.rested,
      600,
      ' MB',
    )
  }
  if (lighthouse) {
    for (const { page, scores, largestPaint, layoutShift } of lighthouse.pages) {
      least(`Lighthouse, ${page}: the least of the four scores`, Math.min(...Object.values(scores)), 100)
      most(`Lighthouse, ${page}: largest contentful paint`, largestPaint.median, 1000, ' ms')
      most(`Lighthouse, ${page}: layout shift`, layoutShift, 0)
    }
  }
  if (validate) most(`errors of the Nu validator on ${validate.pages} pages`, validate.errors, 0)
  if (freshness) {
    most(
      `answers with older words, of ${freshness.answers.toLocaleString('en')} while ${freshness.edits} edits were published`,
      freshness.olderInAll,
      0,
    )
    most('answers that failed meanwhile', freshness.failed, 0)
    most('from a publish to the first page with its words, p95', freshness.fresh.p95, 100, ' ms')
  }
  if (elsewhere)
    most('the same with the lake elsewhere, from sending the publish, p95', elsewhere.sinceSent.p95, 250, ' ms')
  if (typing)
    most(
      'from a key in the Studio to its sign in the preview, p95 of the slowest kind',
      Math.max(typing.single.p95, typing.burst.p95, typing.paragraph.p95),
      1000,
      ' ms',
    )
  return goals
}
