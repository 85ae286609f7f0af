import { foreign } from '#components/article-body/foreign.schema.ts'
import { body, plainBody } from '#components/article-body/body.schema.ts'
import { article } from '#components/article/article.schema.ts'
import { source } from '#components/article/source.schema.ts'
import { author } from '#components/author/author.schema.ts'
import { category } from '#components/category/category.schema.ts'
import { linkList } from '#components/link-list/link-list.schema.ts'
import { destination } from '#components/link/destination.schema.ts'
import { inlineLink } from '#components/link/inline-link.schema.ts'
import { link } from '#components/link/link.schema.ts'
import { siteSettings } from '#components/page-frame/site-settings.schema.ts'
import { picture } from '#components/picture/picture.schema.ts'
import { banner } from '#components/promo-banner/banner.schema.ts'
import { callToAction } from '#components/promo-banner/call-to-action.schema.ts'
import { disclosure } from '#components/promo-banner/disclosure.schema.ts'
import { quotation } from '#components/quotation/quotation.schema.ts'
import { readMore } from '#components/read-more/read-more.schema.ts'
import { bodySlot } from '#components/slot/body-slot.schema.ts'
import { placement } from '#components/slot/placement.schema.ts'
import { slot } from '#components/slot/slot.schema.ts'

/** Every schema type of the publication: documents first, then the parts they are made of. */
export const schemaTypes = [
  article,
  linkList,
  banner,
  slot,
  placement,
  category,
  author,
  siteSettings,
  body,
  plainBody,
  foreign,
  inlineLink,
  quotation,
  readMore,
  bodySlot,
  picture,
  destination,
  link,
  callToAction,
  disclosure,
  source,
]
