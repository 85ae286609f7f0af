import { BillIcon } from '@sanity/icons/Bill'
import { BlockquoteIcon } from '@sanity/icons/Blockquote'
import { BookIcon } from '@sanity/icons/Book'
import { CalendarIcon } from '@sanity/icons/Calendar'
import { CogIcon } from '@sanity/icons/Cog'
import { DocumentTextIcon } from '@sanity/icons/DocumentText'
import { EarthGlobeIcon } from '@sanity/icons/EarthGlobe'
import { ImageIcon } from '@sanity/icons/Image'
import { LaunchIcon } from '@sanity/icons/Launch'
import { LinkIcon } from '@sanity/icons/Link'
import { PinIcon } from '@sanity/icons/Pin'
import { TagIcon } from '@sanity/icons/Tag'
import { TranslateIcon } from '@sanity/icons/Translate'
import { UlistIcon } from '@sanity/icons/Ulist'
import { UserIcon } from '@sanity/icons/User'
import type { ComponentType } from 'react'
import type { SchemaTypeDefinition } from 'sanity'

/** The sign of each type in lists, menus and the body's toolbar. Schema files name no React component, so they are attached here. */
export const icons: Record<string, ComponentType> = {
  article: DocumentTextIcon,
  linkList: UlistIcon,
  banner: BillIcon,
  slot: PinIcon,
  placement: CalendarIcon,
  category: TagIcon,
  author: UserIcon,
  siteSettings: CogIcon,
  quotation: BlockquoteIcon,
  readMore: BookIcon,
  bodySlot: PinIcon,
  picture: ImageIcon,
  destination: LinkIcon,
  link: LinkIcon,
  inlineLink: LinkIcon,
  foreign: TranslateIcon,
  callToAction: LaunchIcon,
  source: EarthGlobeIcon,
}

/** The same types, each with its icon. */
export const withIcons = (types: SchemaTypeDefinition[]): SchemaTypeDefinition[] =>
  types.map((type) => (icons[type.name] ? { ...type, icon: icons[type.name] } : type))
