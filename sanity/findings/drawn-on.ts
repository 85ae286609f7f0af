import { z } from 'zod'
import { drawable } from '#lib/promotion/banner-view.ts'
import { platforms, type Platform } from '#lib/promotion/choose-banner.ts'
import { list } from '#lib/page/fields.ts'
import { parseTolerant } from '#lib/page/parts.ts'
import { bannerFragment, bannerSchema } from '#components/promo-banner/promo-banner.groq.ts'

/**
 * GROQ: banners as pages ask for them.
 * @param filter a filter for which.
 */
export const drawnBanners = (filter: string) => `*[_type == "banner"${filter}] | order(_id asc) {${bannerFragment}}`

const identified = z.array(z.looseObject({ _id: z.string() })).catch([])
const readable = z.object({ banners: list(bannerSchema) })

/**
 * On which platforms pages draw each of these banners, by id; none: it can't be read, or no button of it leads anywhere. Takes the answer to
 * `drawnBanners`, of what is published; the site's origin, '' where it is not known.
 */
export function drawnOnIn(banners: unknown, origin = ''): Map<string, readonly Platform[]> {
  const draws = drawable({ locale: 'zh-TW', origin })
  const parsed = parseTolerant(readable, { banners })
  const read = new Map(parsed.ok ? parsed.data.banners.map((banner) => [banner._id, banner]) : [])
  return new Map(
    identified.parse(banners).map(({ _id }) => {
      const banner = read.get(_id)
      return [_id, banner ? platforms.filter((platform) => draws(banner, platform)) : []]
    }),
  )
}
