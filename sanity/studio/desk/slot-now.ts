import { chooseBanner } from '#lib/promotion/choose-banner.ts'
import { drawable } from '#lib/promotion/banner-view.ts'
import { maybe } from '#lib/page/fields.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { instantInWords } from '#lib/time/period.ts'
import { bookedSlotFragment, slotBannersFragment, slotSchema, type Slot } from '#components/slot/slot.groq.ts'
import type { Translate } from '../locale/translate.ts'

/** A slot as readers have it, its published id as `$id`. */
export const slotQuestion = {
  query: `*[_id == $id][0]{${bookedSlotFragment}}{${slotBannersFragment}}`,
  listen: '*[_type in ["slot", "placement", "banner"]]',
  schema: maybe(slotSchema),
  perspective: 'published',
} as const

/** Where the slot stands: the article's and its category's ids, as far as they are known. */
export type Place = { article: string | null; category: string | null; origin: string }

/** In words: the banner that stands in the slot on this article's page at `now`, and until when. */
export function slotNow(slot: Slot, { article, category, origin }: Place, now: Date, translate: Translate): string {
  const locale = 'zh-TW'
  const { standing } = chooseBanner(
    slot,
    { now, zone: publicationZone, locale, article, category },
    drawable({ locale, origin }),
  )
  if (!standing) return translate('現在沒有橫幅，讀者看不到這個位置')
  const {
    banner: { tag },
    endsAt,
    placementId,
  } = standing
  if (placementId === null) return translate('現在：「{tag}」（備用橫幅，沒有檔期時顯示）', { tag })
  return endsAt
    ? translate('現在：「{tag}」，到 {when} 止', { tag, when: instantInWords(endsAt, publicationZone) })
    : translate('現在：「{tag}」，沒有結束時間', { tag })
}
