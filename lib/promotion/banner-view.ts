import type { Drawable, Platform } from './choose-banner.ts'
import { leads, relOf, resolveDestination, type Destination, type LinkContext } from '../links/destination.ts'
import { seedOf } from './draw.ts'
import { hasWords } from '../text/words.ts'

export type BannerForm = 'slim' | 'wide' | 'pic' | 'plain'
export type ActionStyle = 'filled' | 'outlined' | 'text'
export type DisclosureKind = 'advertisement' | 'sponsored' | 'own'

type CallToAction = { _key: string; text: string; platform: 'android' | 'ios' | null; destination: Destination | null }
type Banner = {
  copy: string | null
  points: readonly string[]
  image: unknown
  callsToAction: readonly CallToAction[]
  disclosure: { kind: DisclosureKind; sponsor: string }
}

/** A call to action that leads somewhere, ready to be drawn. */
export type Action = {
  key: string
  text: string
  href: string
  rel: string | undefined
  kind: 'internal' | 'external'
  style: ActionStyle
  platform: 'android' | 'ios' | null
}

/**
 * The slot decides about slim; else the banner's own parts do. Calls to action count as written, drawn or not: a banner does not lose
 * its tag because one of two destinations is still missing.
 */
export function bannerForm(banner: Banner, slotKey: string): BannerForm {
  if (slotKey === 'article-top') return 'slim'
  if (banner.image) return 'pic'
  return banner.callsToAction.length === 1 && !hasWords(banner.copy) && banner.points.length === 0 ? 'wide' : 'plain'
}

/** The calls to action that lead somewhere, at most four, with their styles. Empty: the banner is not drawn. */
export function bannerActions(banner: Banner, context: LinkContext, slotKey = ''): Action[] {
  const drawn = banner.callsToAction.flatMap((call) => {
    const resolved = resolveDestination(call.destination, context)
    return leads(resolved) ? [{ call, resolved }] : []
  })
  const platforms = drawn.map(({ call }) => call.platform)
  return drawn.slice(0, 4).map(({ call, resolved }, index) => ({
    key: call._key,
    text: call.text,
    href: resolved.href,
    rel: relOf(resolved, banner.disclosure.kind),
    kind: resolved.kind,
    style: slotKey === 'article-top' ? 'outlined' : actionStyle(index, platforms),
    platform: call.platform,
  }))
}

/**
 * Whether a banner can be shown on a platform; without one: at all. A call to action for a phone is not shown on the other kind of phone, and
 * everywhere else; so a banner may have none for a reader, and chosen all the same would leave that reader nothing.
 */
export const drawable =
  (context: LinkContext): Drawable<Banner> =>
  (banner, platform) =>
    banner.callsToAction.some(
      (call) => isShownOn(call, platform) && leads(resolveDestination(call.destination, context)),
    )

const isShownOn = ({ platform: only }: CallToAction, platform: Platform | undefined): boolean =>
  only === null || platform === undefined || platform === 'desktop' || platform === only

/** Filled, outlined, outlined, text; a banner that begins with downloads has these as equals, and what follows as text. */
export function actionStyle(index: number, platforms: readonly (string | null)[]): ActionStyle {
  const downloads = platforms.findIndex((platform) => platform === null)
  const leading = downloads === -1 ? platforms.length : downloads
  if (leading > 0) return index < leading ? 'filled' : 'text'
  return index === 0 ? 'filled' : index < 3 ? 'outlined' : 'text'
}

/**
 * One that some readers see and others do not counts as seen.
 * @param spots for each spot of the page, in reading order, the ids of the banners that may stand there.
 * @returns for each of these, which showing on the page it is.
 */
export function showings(spots: readonly (readonly string[])[]): number[][] {
  const seen = new Map<string, number>()
  return spots.map((ids) => {
    for (const id of new Set(ids)) seen.set(id, (seen.get(id) ?? 0) + 1)
    return ids.map((id) => seen.get(id) ?? 1)
  })
}

type Copy = {
  _id: string
  tag: string
  copy: string | null
  brief: string | null
  points: readonly string[]
  callsToAction: readonly { text: string }[]
}

/** A short name for what a banner says. A reader who closed it has closed these words: with others it is shown again. */
export const copyVersion = ({ _id, tag, copy, brief, points, callsToAction }: Copy): string =>
  seedOf(JSON.stringify([_id, tag, copy, brief, points, callsToAction.map(({ text }) => text)])).toString(36)
