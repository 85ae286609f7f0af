// One stylesheet for every reader page, asked for once: what the layout imports, Next does not send again in pieces with each page.
// They are all modules, because Next keeps global files in a sheet of their own. A test keeps the list whole.
import base from '#app/base.module.css'
import tokens from '#app/tokens.module.css'
import '#components/article-body/article-body.module.css'
import '#components/article-listing/article-listing.module.css'
import '#components/article-listing/lead-article.module.css'
import '#components/article-listing/pagination.module.css'
import '#components/article-opener/article-opener.module.css'
import '#components/article-opener/colophon.module.css'
import '#components/article/article.module.css'
import '#components/author/author-head.module.css'
import '#components/author/author-list.module.css'
import '#components/breadcrumb/breadcrumb.module.css'
import '#components/category/category-list.module.css'
import '#components/disclosure/disclosure.module.css'
import '#components/empty-notice/empty-notice.module.css'
import '#components/link-list/link-list.module.css'
import '#components/link/link.module.css'
import '#components/lost/lost.module.css'
import '#components/page-frame/page-frame.module.css'
import '#components/page-frame/page-head.module.css'
import '#components/part/part.module.css'
import '#components/picture/picture.module.css'
import '#components/promo-banner/promo-banner.module.css'
import '#components/quotation/quotation.module.css'
import '#components/read-more/read-more.module.css'
import '#components/site-footer/site-footer.module.css'
import '#components/site-header/site-header.module.css'
import '#components/table-of-contents/table-of-contents.module.css'

/** The classes of a reader page's <html>: the tokens and the base of typography. */
export const siteClasses = `${tokens.site} ${base.site}`

/** A page fades into the next. This stands in the page itself: one whose sheet is still on its way (decision 22) would end the transition that leads to it. */
export const pageTransition = '@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}'
