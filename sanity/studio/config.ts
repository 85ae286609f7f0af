import { visionTool } from '@sanity/vision'
import { createClient } from '@sanity/client'
import { defineConfig, type WorkspaceOptions } from 'sanity'
import { structureTool } from 'sanity/structure'
import { createMuxFetch } from '#sanity/lake/mux/mux-fetch.ts'
import { schemaTypes } from '../schema.ts'
import { desk } from './desk/desk.ts'
import { due } from './due/due.tsx'
import { findings } from './findings/findings.tsx'
import { withIcons } from './icons.ts'
import { links } from './links/links.ts'
import { misplacedWords } from './locale/misplaced-words.ts'
import { translateIn, type StudioLocale } from './locale/translate.ts'
import { withWords } from './locale/schema-words.ts'
import { zhTW } from './locale/zh-tw.ts'
import { LockedField, LockedInput } from './locked-fields.tsx'
import { documentActions, newDocumentOptions, withoutSingletonTemplates } from './singletons.ts'
import { keepWords } from './outbox/keep-words.ts'
import { askBeforeReplacing } from './paste-field.ts'
import { placing } from './placing/placing.tsx'
import { withDraftAfterwards } from './preview/draft-afterwards.ts'
import { preview } from './preview/preview.ts'
import { withHistoryButton, withQuickRestore } from './history.ts'
import { toSignInAfterwards } from './sign-out.ts'
import { structureIn } from './structure.ts'
import { times } from './times/times.tsx'
import { withoutGhostDraft } from './typing/discarding.tsx'
import { typing, withAllThatWasTyped } from './typing/typing.tsx'
import { uploads } from './uploads/uploads.tsx'

export type StudioOptions = {
  projectId: string
  dataset: string
  /** The Studio's path on this site. */
  basePath: string
  /** Base address of a lake of ours (`http://localhost:3000/lake`); without it, Sanity's hosted lake and its login. */
  lake?: string | undefined
  /** The language of our own words; the person has chosen it before. */
  locale?: StudioLocale
}

/** How the Studio reaches a lake of ours: one base with a path, and the event streams over one WebSocket. */
const throughLake = (
  lake: string,
  lakeFetch: typeof fetch,
): Pick<WorkspaceOptions, 'apiHost' | 'auth' | 'unstable_clientFactory'> => {
  return {
    apiHost: lake,
    // One way in: straight to the lake's own page, without the Studio's screen that asks which.
    auth: { redirectOnSingle: true },
    unstable_clientFactory: (options) =>
      createClient({ ...options, apiHost: lake, useProjectHostname: false, resolveFetch: () => lakeFetch }),
  }
}

/** The Studio's whole configuration. Call it once per page: it opens the lake's socket. */
export const createStudioConfig = ({ projectId, dataset, basePath, lake, locale = 'zh-TW' }: StudioOptions) => {
  const translate = translateIn(locale)
  // Over HTTP/1.1 a browser gives a host six connections; the Studio's streams would use them up and every field would stay read-only.
  const words = lake
    ? keepWords(
        toSignInAfterwards(createMuxFetch(lake), `${lake}/sign-in`, (address) => window.location.assign(address)),
        new URL(lake).origin,
      )
    : undefined
  return defineConfig({
    name: 'default',
    title: 'Lakeside 湖畔',
    projectId,
    dataset,
    basePath,
    ...(lake && words ? throughLake(lake, words.fetch) : {}),
    plugins: [
      structureTool({ title: translate('內容'), structure: structureIn(translate) }),
      preview({ links: lake !== undefined, locale }),
      visionTool({ title: translate('查詢'), defaultApiVersion: '2025-02-19' }),
      desk(locale), // before the times: its field for 更新 is more than one
      times(),
      links(),
      typing(),
      uploads(),
      placing(),
      findings(translate),
      ...(lake ? [due()] : []),
      ...(words ? [words.plugin()] : []),
    ],
    schema: { types: withWords(withIcons(schemaTypes), translate), templates: withoutSingletonTemplates },
    document: {
      actions: (actions, context) =>
        documentActions(actions, context)
          .map(withQuickRestore)
          .map(withAllThatWasTyped)
          .map(withoutGhostDraft)
          .map(withDraftAfterwards),
      inspectors: (inspectors) => inspectors.map(withHistoryButton),
      newDocumentOptions,
      unstable_fieldActions: (actions) => actions.map(askBeforeReplacing(translate)),
      comments: { enabled: false },
      askToEdit: { enabled: !lake }, // with ours nobody would hear of the request
    },
    form: { components: { input: LockedInput, field: LockedField } },
    i18n: { bundles: misplacedWords, locales: (locales) => [...locales, zhTW] }, // the last one is what the Studio starts in
    // What the lake does not serve. Releases follow when it does.
    announcements: { enabled: false },
    mediaLibrary: { enabled: false },
    releases: { enabled: false },
    scheduledDrafts: { enabled: false },
    scheduledPublishing: { enabled: false },
    tasks: { enabled: false },
    apps: { canvas: { enabled: false } },
  })
}
