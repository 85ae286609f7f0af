import type { PageContext } from '#components/page-frame/page-context.ts'
import { PromoBanner } from '#components/promo-banner/promo-banner.tsx'
import type { Placed } from './place-banners.ts'

/** A place for a banner. Nothing stands there: no box, no gap. */
export function Slot({ placed, context }: { placed: Placed | undefined; context: PageContext }) {
  return placed ? <PromoBanner {...placed} context={context} /> : null
}
