import type { BodyPart } from '#components/article-body/article-body.groq.ts'
import { bodySpot, type Spot } from '#components/slot/place-banners.ts'

const frameSpot = (key: string): Spot => ({ id: key, slot: key })

/** Where banners may stand on the page of an article with this body, in reading order. */
export const articleSpots = (body: readonly BodyPart[]): Spot[] => [
  frameSpot('article-top'),
  ...body.flatMap((part) => (part._type === 'bodySlot' ? [{ id: bodySpot(part._key), slot: part.slot._id }] : [])),
  frameSpot('article-lists-end'),
  frameSpot('article-closing'),
  frameSpot('article-about'),
]
