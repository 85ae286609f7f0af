import type { Dictionary } from './dictionary.ts'

const disclosure = { advertisement: 'Advertisement', sponsored: 'Sponsored', own: 'Our own offer' } as const

const articles = (count: number) => (count === 1 ? '1 article' : `${count} articles`)

export const en: Dictionary = {
  siteTitle: 'Lakeside 湖畔',
  siteDescription: 'Technology and finance, seen clearly from the shore.',
  skip: 'Skip to the title',
  home: 'Home',
  homeOf: (site) => `${site}, home`,
  academy: 'Academy',
  authors: 'Authors',
  disclosurePage: 'How advertising and sponsorship are marked',
  bannerPreview: {
    title: 'Banner preview',
    summary: 'One banner in each form, narrow and wide, light and dark. Its links work.',
    incomplete:
      'This banner is not complete, so readers do not see it: fill in its tag, calls to action and disclosure; a financial product needs its risk text.',
    leadsNowhere: 'No call to action of this banner leads to something that is published, so readers do not see it.',
    slim: 'Above the title of an article',
    other: 'Other slots',
    narrow: 'Phone',
    wide: 'Desktop',
    light: 'light',
    dark: 'dark',
    sample: (width, scheme) => `${width}, ${scheme}`,
  },
  allArticles: 'All articles',
  mainNavigation: 'Main categories',
  breadcrumb: 'You are here',
  footer: {
    navigation: 'Footer',
    academy: 'Academy',
    site: 'Lakeside',
    promotion: 'Advertising',
    mirror: '湖畔',
    legal: 'Articles on this site are for information only and are no investment advice.',
    copyright: (year, site) => `© ${year} ${site}`,
  },
  preview: {
    name: 'Draft preview',
    editor: 'Some of this is not published yet; readers may see something else.',
    link: (until) => `This draft is not published; only people with the link see it. The link ends on ${until}.`,
    leave: 'Leave the preview',
  },
  article: {
    published: 'Published',
    updated: 'Updated',
    readingTime: 'Reading time',
    minutes: (minutes) => (minutes === 1 ? 'about 1 minute' : `about ${minutes} minutes`),
    author: 'Author',
    source: 'Source',
    contents: 'Contents',
    backToContents: 'Back to contents',
    readMore: 'Read more',
    unresolved: 'link to follow',
    pictureCredit: (credit) => `Picture: ${credit}`,
  },
  list: {
    latest: 'Latest articles',
    academyAll: 'All articles of the academy',
    categories: 'Categories',
    articles: 'Articles',
    count: articles,
    range: (total, first, last) =>
      first === last ? `${articles(total)}, number ${first}` : `${articles(total)}, ${first} to ${last}`,
    pagination: 'Pages',
    previous: 'Previous',
    next: 'Next',
    page: (page) => `Page ${page}`,
    titleOfPage: (name, page, pages) => (page > 1 ? `${name} (page ${page} of ${pages})` : name),
    articlesBy: (author) => `Articles by ${author}`,
  },
  banner: {
    disclosure,
    name: (kind, tag, nth) => `${disclosure[kind]}: ${tag}${nth > 1 ? ` (showing ${nth})` : ''}`,
    offerEnds: 'Offer ends',
    close: (kind, tag) => `Close ${disclosure[kind].toLowerCase()}: ${tag}`,
  },
  disclosure: {
    intro:
      'The lake is the article, the shore is the promotion. Every promotion stands on sand and says first whether it is an advertisement, sponsored or our own offer, and whose it is.',
    kindsTitle: 'Three marks',
    kinds: {
      advertisement:
        'A message that another company paid for. Its words are the advertiser’s and not the view of Lakeside.',
      sponsored:
        'Another company supports Lakeside, and Lakeside shows its message. A sponsor has no say in what articles say.',
      own: 'An event or a service of Lakeside itself.',
    },
    risk: {
      title: 'Risk',
      text: 'Every banner for a financial product carries a risk notice, in the same box, never folded away and never smaller.',
    },
    links: {
      title: 'Links',
      text: 'Links in advertisements and sponsored messages tell search engines that they are paid for. A link without a destination is not drawn as one.',
    },
    separate: {
      title: 'Apart from articles',
      text: 'Banners never appear among headings, contents or link lists, and are not printed.',
    },
  },
  lost: {
    code: '404',
    documentTitle: 'Page not found',
    title: 'There is no such page on the lake',
    text: 'The address may be mistyped, or the article has moved. Start again from one of these.',
    goHome: 'Back to the front page',
    goAcademy: 'All articles of the academy',
  },
  failed: {
    code: '500',
    documentTitle: 'This page can’t be shown right now',
    title: 'Fog on the lake',
    text: 'This page can’t be shown right now. The fault is ours; please try again in a moment.',
    goHome: 'Back to the front page',
  },
  empty: {
    front: {
      title: 'No articles yet',
      text: 'Create a category, an author and an article in the Studio; once published, they appear here.',
    },
    academy: {
      title: 'The academy has no articles yet',
      text: 'Create a category and an article in the Studio; once published, they appear here.',
    },
    category: {
      title: 'No articles in this category yet',
      text: 'Create an article in the Studio and choose this category; once published, it appears here.',
    },
    authors: {
      title: 'No authors yet',
      text: 'Create an author with a name and a slug in the Studio; once published, they appear here.',
    },
    author: {
      title: 'No articles yet',
      text: 'Choose this author in an article in the Studio; once published, it appears here.',
    },
    body: {
      title: 'This article has no body yet',
      text: 'Open the article in the Studio, write its body and publish.',
    },
    openStudio: 'Open the Studio',
  },
}
