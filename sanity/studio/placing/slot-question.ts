import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { drawable } from '#lib/promotion/banner-view.ts'
import type { Drawable, SlotContext } from '#lib/promotion/choose-banner.ts'
import { identity, list, maybe } from '#lib/page/fields.ts'
import { parseTolerant } from '#lib/page/parts.ts'
import { slotOutlook, type Outlook } from '#lib/promotion/slot-outlook.ts'
import { slotPlaces, standsNowhere } from '#lib/promotion/slot-places.ts'
import { platformsInWords } from '#lib/promotion/swap-banner.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import type { Translate } from '../locale/translate.ts'
import { bannerFragment, bannerSchema, type Banner } from '#components/promo-banner/promo-banner.groq.ts'
import {
  bookedSlotFragment,
  placementSchema,
  slotBannersFragment,
  slotSchema,
  type Slot,
} from '#components/slot/slot.groq.ts'

/** A slot as readers have it, what its placements are called, and the articles that have it in their body. Parameters: id, now. */
export const slotQuestion = {
  query: `{
    "slot": *[_id == $id][0]{${bookedSlotFragment}}{${slotBannersFragment}},
    "names": *[_type == "placement" && slot._ref == $id]{_id, title},
    "inBodies": *[_type == "article" && $id in body[_type == "bodySlot"].slot._ref]{"article": _id, "category": category._ref}
  }`,
  listen:
    '*[_type in ["slot", "placement", "banner"] || (_type == "article" && $id in body[_type == "bodySlot"].slot._ref)]',
  schema: z.object({
    slot: maybe(slotSchema),
    names: list(z.object({ _id: z.string(), title: maybe(z.string()) })),
    inBodies: list(z.object({ article: z.string(), category: maybe(z.string()) })),
  }),
  perspective: 'published',
} as const
export type SlotAnswer = z.infer<typeof slotQuestion.schema>

const choosable = z.object({ _id: z.string(), banner: maybe(bannerSchema) })

/** What the dialog of a swap chooses from: every banner, drafts too; every placement of the slot, paused ones too; categories. Parameter: id. */
const choicesQuestion = {
  query: `{
    "banners": *[_type == "banner" && !(_id in path("versions.**"))] | order(_id asc){_id, "banner": @{${bannerFragment}}},
    "placements": *[_type == "placement" && slot._ref == $id && !(_id in path("drafts.**")) && !(_id in path("versions.**"))],
    "categories": *[_type == "category" && !(_id in path("drafts.**")) && !(_id in path("versions.**"))] | order(order asc){_id, title}
  }`,
  schema: z.object({
    banners: list(choosable),
    placements: list(placementSchema),
    categories: list(z.object({ ...identity, title: z.string() }).partial({ _rev: true })),
  }),
}

/** A banner to choose: as readers have it where they have it, else its draft. */
type Choosable = { id: string; kind: 'published' | 'draft'; banner: Banner }

export type Choices = {
  banners: Choosable[]
  placements: z.output<typeof placementSchema>[]
  categories: { _id: string; title: string }[]
}

/** Asks once. What can't be read can't be chosen. */
export async function askChoices(client: SanityClient, slotId: string): Promise<Choices> {
  const parsed = parseTolerant(
    choicesQuestion.schema,
    await client.fetch<unknown>(choicesQuestion.query, { id: slotId }, { perspective: 'raw' }),
  )
  if (!parsed.ok) throw new Error('橫幅讀不出來')
  const { banners, placements, categories } = parsed.data
  const published = new Set(banners.map(({ _id }) => _id))
  const choosables = banners.flatMap(({ _id, banner }): Choosable[] => {
    const id = _id.replace(/^drafts\./, '')
    if (!banner || (id !== _id && published.has(id))) return []
    return [{ id, kind: id === _id ? 'published' : 'draft', banner }]
  })
  return {
    banners: choosables.toSorted((a, b) => a.banner.tag.localeCompare(b.banner.tag, 'zh-TW')),
    placements,
    categories,
  }
}

/** Asks for the slot as readers have it, at an instant. */
export async function askSlot(client: SanityClient, slotId: string, now: Date): Promise<SlotAnswer> {
  const parsed = parseTolerant(
    slotQuestion.schema,
    await client.fetch<unknown>(
      slotQuestion.query,
      { id: slotId, now: now.toISOString() },
      { perspective: 'published' },
    ),
  )
  return parsed.ok ? parsed.data : { slot: null, names: [], inBodies: [] }
}

/** Asks what readers have in the slot, at an instant. */
export async function askOutlook(client: SanityClient, slotId: string, now: Date): Promise<Outlook<Banner>> {
  const { slot, inBodies } = await askSlot(client, slotId, now)
  return slot && !standsNowhere(slotPlaces(slot.key, inBodies))
    ? outlookOf(slot, now)
    : { now: [], next: null, undrawn: [], booked: [] }
}

/** What the Studio tells is told of the publication's own pages, at no particular article. */
export const contextAt = (now: Date): SlotContext => ({
  now,
  zone: publicationZone,
  locale: 'zh-TW',
  article: null,
  category: null,
})

export const isDrawable = (): Drawable<Banner> =>
  drawable({ locale: 'zh-TW', origin: globalThis.location?.origin ?? '' })

export const isDismissible = ({ dismissible }: Banner): boolean => dismissible

export const outlookOf = (slot: Slot, now: Date): Outlook<Banner> =>
  slotOutlook(slot, contextAt(now), isDrawable(), isDismissible)

/** What stands there, by name: 「新手專享」（iOS）、「App 下載」. */
export const standingInWords = (standing: Outlook<Banner>['now'], translate: Translate): string =>
  standing
    .map(({ banner, platforms, isSelective }) => {
      const only = [
        isSelective ? translate('部分文章') : '',
        ...platformsInWords(platforms).map((name) => translate(name)),
      ]
        .filter(Boolean)
        .join(translate('、'))
      return only
        ? translate('「{tag}」（{only}）', { tag: banner.tag, only })
        : translate('「{tag}」', { tag: banner.tag })
    })
    .join(translate('、')) || translate('沒有橫幅')
