import type { DisclosureKind } from '../promotion/banner-view.ts'

type Notice = { title: string; text: string }

/** Every word of the reader's pages that no document holds. */
export type Dictionary = {
  /** The publication's name where there are no settings yet. */
  siteTitle: string
  siteDescription: string
  skip: string
  home: string
  /** The wordmark's accessible name. */
  homeOf: (site: string) => string
  academy: string
  authors: string
  disclosurePage: string
  /** The page on which one banner is looked at before readers see it. */
  bannerPreview: {
    title: string
    summary: string
    /** Said in place of the summary where the banner can't be drawn. */
    incomplete: string
    leadsNowhere: string
    slim: string
    other: string
    narrow: string
    wide: string
    light: string
    dark: string
    sample: (width: string, scheme: string) => string
  }
  allArticles: string
  mainNavigation: string
  breadcrumb: string
  footer: {
    navigation: string
    academy: string
    site: string
    promotion: string
    mirror: string
    legal: string
    copyright: (year: number, site: string) => string
  }
  /** The bar above a page that is not what readers see. */
  preview: { name: string; editor: string; link: (until: string) => string; leave: string }
  article: {
    published: string
    updated: string
    readingTime: string
    minutes: (minutes: number) => string
    author: string
    source: string
    contents: string
    backToContents: string
    readMore: string
    unresolved: string
    pictureCredit: (credit: string) => string
  }
  list: {
    latest: string
    academyAll: string
    categories: string
    articles: string
    count: (articles: number) => string
    range: (total: number, first: number, last: number) => string
    pagination: string
    previous: string
    next: string
    page: (page: number) => string
    /** The title of a page of a list; the first page has the name alone. */
    titleOfPage: (name: string, page: number, pages: number) => string
    articlesBy: (author: string) => string
  }
  banner: {
    disclosure: Record<DisclosureKind, string>
    /** The accessible name; from the second showing on it says which. */
    name: (kind: DisclosureKind, tag: string, nth: number) => string
    /** Stands before the day and time at which the offer itself ends. */
    offerEnds: string
    /** The name of the button by which a reader closes it. */
    close: (kind: DisclosureKind, tag: string) => string
  }
  /** The page that explains how promotions are marked. */
  disclosure: {
    intro: string
    kindsTitle: string
    kinds: Record<DisclosureKind, string>
    risk: Notice
    links: Notice
    separate: Notice
  }
  lost: Notice & { code: string; documentTitle: string; goHome: string; goAcademy: string }
  failed: Notice & { code: string; documentTitle: string; goHome: string }
  /** What an empty publication says: what is missing and what to create. */
  empty: {
    front: Notice
    academy: Notice
    category: Notice
    authors: Notice
    author: Notice
    body: Notice
    openStudio: string
  }
}
