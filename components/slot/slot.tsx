import type { PageContext } from '#components/page-frame/page-context.ts'
import { PromoBanner } from '#components/promo-banner/promo-banner.tsx'
import type { Placed } from './place-banners.ts'

/** A place for a banner, with its alternatives side by side. Nothing stands there: no box, no gap. */
export function Slot({ placed, context }: { placed: readonly Placed[]; context: PageContext }) {
  return placed.map((each) => <PromoBanner key={each.placementId ?? ''} {...each} context={context} />)
}
