import type { Action } from '@sanity/client'
import type { Placement } from '#lib/promotion/choose-banner.ts'
import { bannerDocument, type NewBanner } from '#lib/promotion/new-banner.ts'

/** The banner of a swap, by its published id: as readers have it, one that is only a draft yet, or one begun in the dialog. */
export type SwapBanner = { id: string } & (
  | { kind: 'published' }
  | { kind: 'draft' }
  | { kind: 'new'; banner: NewBanner }
)

const reference = (id: string) => ({ _type: 'reference', _ref: id })

/** Made and published at once: what is created in one action is there for the next. */
const published = (document: { _id: string; _type: string; [field: string]: unknown }): Action[] => [
  {
    actionType: 'sanity.action.document.create',
    publishedId: document._id,
    attributes: { ...document, _id: `drafts.${document._id}` },
    ifExists: 'fail',
  },
  publish(document._id),
]

const publish = (id: string): Action => ({
  actionType: 'sanity.action.document.publish',
  draftId: `drafts.${id}`,
  publishedId: id,
})

/**
 * What a swap writes, as the actions of one transaction: the placement never stands without its banner, nor the banner without its placement.
 * A banner that readers have already keeps its own draft to itself.
 */
export function swapActions(slotId: string, placement: Placement, banner: SwapBanner, title: string): Action[] {
  const { _id, startsAt, endsAt, priority, platforms, onlyCategories } = placement
  const document = {
    _id,
    _type: 'placement',
    title,
    banner: reference(banner.id),
    slot: reference(slotId),
    priority,
    ...(startsAt === null ? {} : { startsAt }),
    ...(endsAt === null ? {} : { endsAt }),
    ...(platforms.length === 0 ? {} : { platforms: [...platforms] }),
    ...(onlyCategories.length === 0
      ? {}
      : { onlyCategories: onlyCategories.map((id) => ({ _key: id, ...reference(id), _weak: true })) }),
  }
  return [
    ...(banner.kind === 'new'
      ? published(bannerDocument(banner.banner, banner.id, 'action'))
      : banner.kind === 'draft'
        ? [publish(banner.id)]
        : []),
    ...published(document),
  ]
}
