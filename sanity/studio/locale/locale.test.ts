import { createClient } from '@sanity/client'
import { createWorkspaceFromConfig, type SchemaTypeDefinition, type Rule } from 'sanity'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemaTypes } from '../../schema.ts'
import { createStudioConfig } from '../config.ts'
import { english } from './english.ts'
import { translateIn, type StudioLocale } from './translate.ts'
import { withWords } from './schema-words.ts'

const han = /\p{Script=Han}/u

/** What is switched off in the Studio's configuration, and so never shown: by namespace and the beginning of the key. */
const switchedOff: Readonly<Record<string, readonly string[]>> = {
  studio: [
    'release.',
    'releases.',
    'document-group',
    'announcement.',
    'free-trial.',
    'scheduled-drafts.',
    'schedule-publish',
    'content-agent',
    'network-check.',
    'divergence.',
    'workspaces.',
    'version.',
    'configuration-issues.',
    'input.error.',
    'user-menu.action.free-trial',
    'user-menu.action.claim-project',
    'asset-source.media',
    'asset-sources.media',
    'asset-source.dialog.media',
  ],
  structure: [
    'canvas.',
    'action.disabled-by-canvas',
    'banners.release',
    'banners.variant',
    'banners.archived',
    'banners.published-release',
    'banners.unpublished-release',
    'banners.paused',
    'banners.scheduled',
    'document-group',
    'document-target',
    'timeline-item.not-found',
    'request-permission',
    'compare-version.error.loadV',
    'panes.document-pane.variant',
  ],
}

/** What is shown although the rest of its kind is switched off. */
const shownAllTheSame = ['release.navbar.', 'release.chip.global.']

/** Names, and formats without a word of their own. */
const withoutHan = new Set(['help-resources.studio', 'about-dialog.version-info.user-agent.header'])

/** Those of the plugins in the configuration. */
const namespaces = ['studio', 'structure', 'validation', 'vision', 'presentation', 'copy-paste', 'feedback']
const record = z.record(z.string(), z.unknown())

/** A lake in which nobody is signed in: words need none. */
const client = createClient({
  projectId: 'lakeside',
  dataset: 'production',
  apiVersion: '2025-02-19',
  useCdn: false,
  resolveFetch: () => async () => Response.json({}, { status: 401 }),
})

const workspaceIn = (locale: StudioLocale) =>
  createWorkspaceFromConfig({
    ...createStudioConfig({ projectId: 'lakeside', dataset: 'production', basePath: '/studio', locale }),
    unstable_clientFactory: () => client,
  })

const { i18next } = (await workspaceIn('zh-TW')).__internal

/** The words of a namespace in a language, from whatever plugin. */
const wordsIn = async (locale: string, namespace: string) => {
  await i18next.loadLanguages([locale])
  await i18next.loadNamespaces([namespace])
  return record.parse(i18next.getResourceBundle(locale, namespace))
}

test.each(namespaces)('every word of Sanity’s `%s` that can be shown is there in zh-TW', async (namespace) => {
  const words = await wordsIn('en-US', namespace)
  const said = await wordsIn('zh-TW', namespace)
  expect(Object.keys(words).length).toBeGreaterThan(15)
  const isShown = (key: string) =>
    !/_(?:zero|one|two|few|many)$/.test(key) &&
    (!switchedOff[namespace]?.some((start) => key.startsWith(start)) ||
      shownAllTheSame.some((start) => key.startsWith(start))) // Chinese has one plural
  expect(Object.keys(words).filter((key) => isShown(key) && said[key] === undefined && !withoutHan.has(key))).toEqual(
    [],
  )
})

// Words of other places, and other words for what the house has a word for.
const wrong =
  /默認|信息|支持|數據|搜索|菜單|加載|粘貼|(?<!文)字段|文檔|創建|保存|視頻|鏈接|訪問|檢索|設置|配置|塊|參考文件|下架|發佈|區塊|您/

test.each(namespaces)('`%s` uses the words of this house and of Taiwan', async (namespace) => {
  const said = Object.entries(await wordsIn('zh-TW', namespace))
  expect(said.length).toBeGreaterThan(15)
  expect(said.filter(([, words]) => wrong.test(String(words)))).toEqual([])
})

test.each([
  ['zh-TW', '陳編輯正在這份文件裡', '2 個人正在這份文件裡'],
  ['en-US', '陳編輯 is in this document right now', '2 people are in this document right now'],
])('in %s a row says who is in its document, though releases are off', async (locale, one, several) => {
  await wordsIn(locale, 'releases')
  const t = i18next.getFixedT(locale, 'releases')
  expect(t('presence.tooltip.one-without-release', { displayName: '陳編輯' })).toBe(one)
  expect(t('presence.tooltip.other', { count: 2 })).toBe(several)
})

test.each([
  ['zh-TW', '關閉歷程'],
  ['en-US', 'Close history'],
])('in %s the history is closed by a button with words, and the others there keep theirs', async (locale, words) => {
  const said = await wordsIn(locale, 'structure')
  expect(said['changes.action.close-label']).toBe(words)
  expect(Object.keys(said).length).toBeGreaterThan(100)
})

test('every title, description and message of the schema has its English', () => {
  const missing = new Set<string>()
  const types: SchemaTypeDefinition[] = [...schemaTypes]
  withWords(types, (words) => {
    if (han.test(words) && !english.has(words)) missing.add(words)
    return words
  })
  expect([...missing]).toEqual([])
  expect(english.size).toBeGreaterThan(300)
})

test('English words are English, and keep the holes of the Chinese ones', () => {
  const holes = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()
  for (const [chinese, words] of english) {
    expect(words, chinese).not.toMatch(han)
    expect(holes(words), chinese).toEqual(holes(chinese))
  }
})

test('what is said follows the language; what has no translation stays', () => {
  expect(translateIn('zh-TW')('使用於 {n} 篇', { n: 3 })).toBe('使用於 3 篇')
  expect(translateIn('en-US')('使用於 {n} 篇', { n: 3 })).toBe('Articles that show it: 3')
  expect(translateIn('en-US')('沒有譯文')).toBe('沒有譯文')
})

test('rules that hold nothing, with which the command line looks at a schema, are left as they are', () => {
  const rule = { required: () => rule }
  const [type] = withWords(
    [{ name: 'note', type: 'document', fields: [], validation: (given: Rule) => given.required() }],
    translateIn('en-US'),
  )
  if (typeof type?.validation !== 'function') throw new Error('the type has lost its rules')
  expect(Reflect.apply(type.validation, undefined, [rule])).toBe(rule)
})

test('a schema in English is in English: fields, previews and the messages of rules', async () => {
  const studio = await workspaceIn('en-US')
  const article = studio.schema.get('article')
  expect(article?.title).toBe('Article')
  expect(article?.preview?.prepare?.({})).toMatchObject({ title: '(Untitled article)' })
})
