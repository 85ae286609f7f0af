import { z } from 'zod'
import { drawable } from '#lib/promotion/banner-view.ts'
import { identity, list } from '#lib/page/fields.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { chooseInSlots } from '#lib/promotion/page-slots.ts'
import { parseTolerant, type Finding } from '#lib/page/parts.ts'
import { articleFragment, articleSchema } from '#components/article/article.groq.ts'
import { linkListFragment, linkListSchema } from '#components/link-list/link-list.groq.ts'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'
import { bannerSchema } from '#components/promo-banner/promo-banner.groq.ts'
import { bookedSlotFragment, slotBannersFragment, slotSchema } from '#components/slot/slot.groq.ts'
import { drawnBanners } from './drawn-on.ts'

/** Everything that pages are made of, asked as they ask it. Parameter: now. */
export const pagesQuestion = {
  query: `{
    "frame": {${pageFrameFragment}},
    "articles": *[_type == "article"] | order(_id asc) {${articleFragment}},
    "linkLists": *[_type == "linkList"] | order(_id asc) {${linkListFragment}},
    "slots": *[_type == "slot"] | order(_id asc) {${bookedSlotFragment}}{${slotBannersFragment}},
    "banners": ${drawnBanners('')}
  }`,
  schema: z.object({
    frame: pageFrameSchema,
    articles: list(articleSchema),
    linkLists: list(linkListSchema),
    slots: list(slotSchema),
    banners: list(bannerSchema.and(z.object(identity))),
  }),
}

/**
 * Takes the answer, of what is published.
 * @returns every part that pages leave out of it, found by the functions that leave it out.
 */
export function leftOutOf(answer: unknown, now: Date): Finding[] {
  const parsed = parseTolerant(pagesQuestion.schema, answer)
  if (!parsed.ok) return parsed.findings
  const context = { now, zone: publicationZone, locale: 'zh-TW', article: null, category: null } as const
  return [
    ...parsed.findings,
    ...chooseInSlots(parsed.data.slots, context, drawable({ locale: 'zh-TW', origin: '' })).findings,
  ]
}
