import { z } from 'zod'

/** A document and the instants at which something happens to it. */
export type Timed = { id: string; type: string; starts: string | null; ends: string | null }

export type Coming = { id: string; type: string; what: 'starts' | 'ends'; at: Date }

const instant = z.iso.datetime({ offset: true }).nullable()

/** What the lake answers: published placements that run, and the work that falls due by itself. */
export const timetable = z
  .object({
    placements: z.array(z.object({ _id: z.string(), startsAt: instant, endsAt: instant })),
    due: z.array(z.object({ documentId: z.string(), documentType: z.string(), kind: z.enum(['publish', 'takeDown']), at: instant })),
  })
  .transform(({ placements, due }): Timed[] => [
    ...placements.map(({ _id, startsAt, endsAt }) => ({ id: _id, type: 'placement', starts: startsAt, ends: endsAt })),
    ...due.map(({ documentId, documentType, kind, at }) => ({
      id: documentId, type: documentType, starts: kind === 'publish' ? at : null, ends: kind === 'takeDown' ? at : null,
    })),
  ])

const DAY = 86_400_000
/** How far ahead an editor is told what is coming. */
export const comingDays = 14

/** Everything that starts or ends after `now` and within `comingDays`, the next first. A document that does both comes twice. */
export function comingUp(documents: readonly Timed[], now: Date): Coming[] {
  const limit = now.getTime() + comingDays * DAY
  const each = documents.flatMap(({ id, type, starts, ends }) =>
    ([['starts', starts], ['ends', ends]] as const).flatMap(([what, at]): Coming[] => (at ? [{ id, type, what, at: new Date(at) }] : [])),
  )
  return each.filter(({ at }) => at > now && at.getTime() <= limit).toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}
