import { EyeOpenIcon } from '@sanity/icons/EyeOpen'
import { defineLocaleResourceBundle, definePlugin } from 'sanity'
import { presentationTool } from 'sanity/presentation'
import { publishedLocales } from '#lib/locales.ts'
import { frontPath } from '#lib/paths.ts'
import { locations, mainDocuments } from './locations.ts'
import { PasteAddressNavbar } from './paste-address.tsx'
import { PreviewLinkAction } from './preview-link-action.tsx'

/** Types whose drafts a preview link can show. */
const linked = new Set(['article', 'linkList', 'banner', 'slot', 'placement', 'category', 'author'])

const presentation = presentationTool({
  name: 'presentation',
  title: '預覽',
  icon: EyeOpenIcon,
  previewUrl: {
    initial: frontPath(publishedLocales[0] ?? 'zh-TW'),
    previewMode: { enable: '/api/draft-mode/enable', disable: '/api/draft-mode/disable', shareAccess: false },
  },
  resolve: { locations, mainDocuments },
})

/**
 * Pages in preview: the tool, the pages on which a document stands, addresses pasted into the search, and `links` for people without an account,
 * which Sanity's hosted lake can't show.
 */
export const preview = definePlugin<{ links: boolean }>(({ links }) => ({
  name: 'preview',
  plugins: [presentation],
  studio: { components: { navbar: PasteAddressNavbar } },
  document: { actions: (actions, { schemaType }) => (links && linked.has(schemaType) ? [...actions, PreviewLinkAction] : actions) },
  i18n: { bundles: [defineLocaleResourceBundle({ locale: 'zh-TW', namespace: 'presentation', resources: () => import('./presentation-words.ts') })] },
}))
