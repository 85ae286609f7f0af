import { EyeOpenIcon } from '@sanity/icons/EyeOpen'
import { definePlugin, type DocumentFieldAction } from 'sanity'
import { presentationTool } from 'sanity/presentation'
import { publishedLocales } from '#lib/settings/locales.ts'
import { frontPath } from '#lib/links/paths.ts'
import { translateIn, type Translate, type StudioLocale } from '../locale/translate.ts'
import { CommitSoonInput } from './commit-soon.tsx'
import { locationsIn, mainDocuments } from './locations.ts'
import { PasteAddressNavbar } from './paste-address.tsx'
import { PreviewLinkAction } from './preview-link-action.tsx'

/** Types whose drafts a preview link can show. */
const linked = new Set(['article', 'linkList', 'banner', 'slot', 'placement', 'category', 'author'])

const presentationIn = (translate: Translate) =>
  presentationTool({
    name: 'presentation',
    title: translate('預覽'),
    icon: EyeOpenIcon,
    previewUrl: {
      initial: frontPath(publishedLocales[0] ?? 'zh-TW'),
      previewMode: { enable: '/api/draft-mode/enable', disable: '/api/draft-mode/disable', shareAccess: false },
    },
    resolve: { locations: locationsIn(translate), mainDocuments },
  })

/** The way from a form beside the preview to the same form among its lists: Sanity names it in English, whatever the language. */
const inOurWords =
  (translate: Translate) =>
  (action: DocumentFieldAction): DocumentFieldAction => {
    const { name, useAction } = action
    return name === 'presentation/openInStructure'
      ? { ...action, useAction: (props) => ({ ...useAction(props), title: translate('在「內容」裡打開') }) }
      : action
  }

/**
 * Pages in preview: the tool, the pages on which a document stands, addresses pasted into the search, and `links` for people without an account,
 * which Sanity's hosted lake can't show.
 */
export const preview = definePlugin<{ links: boolean; locale: StudioLocale }>(({ links, locale }) => ({
  name: 'preview',
  plugins: [presentationIn(translateIn(locale))],
  form: { components: { input: CommitSoonInput } },
  studio: { components: { navbar: PasteAddressNavbar } },
  document: {
    actions: (actions, { schemaType }) => (links && linked.has(schemaType) ? [...actions, PreviewLinkAction] : actions),
    unstable_fieldActions: (actions) => actions.map(inOurWords(translateIn(locale))),
  },
}))
