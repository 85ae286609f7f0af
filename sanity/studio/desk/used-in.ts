import { z } from 'zod'
import { articleSlotKeys } from '#lib/promotion/slot-places.ts'

/** The most articles that are named; of the others only the number is told. */
const namedAtMost = 50

const use = z.object({
  count: z.number(),
  articles: z.array(z.object({ _id: z.string(), title: z.string().nullable().catch(null) })),
})

/** Slots that the page of every article has, whatever its body says. */
const frame = JSON.stringify(articleSlotKeys)

/** GROQ, in an object with `slots`: whether one of them stands on the page of the article at hand. */
const hasSlot = `(count(body[_type == "bodySlot" && slot._ref in ^.^.slots]) > 0 || ^.framed)`

const inSlots = (slots: string) =>
  `{"slots": ${slots}}{slots, "framed": count(*[_type == "slot" && _id in ^.slots && key in ${frame}]) > 0}{"all": *[_type == "article" && ${hasSlot}] | order(dateTime(publishedAt) desc, _id asc){_id, title}}`

/** GROQ: what makes the list of articles in which a document of this type shows. A banner shows where a slot does that has it now or later. */
const found: Record<string, string> = {
  linkList:
    '{"all": *[_type == "article" && $id in linkLists[]._ref] | order(dateTime(publishedAt) desc, _id asc){_id, title}}',
  slot: inSlots('[$id]'),
  banner: inSlots(
    '*[_type == "slot" && (fallback._ref == $id || _id in *[_type == "placement" && banner._ref == $id && paused != true && (!defined(endsAt) || dateTime(endsAt) > dateTime(now()))].slot._ref)]._id',
  ),
}

const question = (groq: string) => ({
  query: `${groq}{"count": count(all), "articles": all[0...${namedAtMost}]}`,
  listen: '*[_type in ["article", "slot", "placement"]]',
  schema: use,
  perspective: 'drafts' as const,
})

/** By type: the question for the articles that show a document, its published id as `$id`. */
export const usedInQuestions: ReadonlyMap<string, ReturnType<typeof question>> = new Map(
  Object.entries(found).map(([type, groq]) => [type, question(groq)]),
)
