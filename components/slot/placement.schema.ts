import { defineArrayMember, defineField, defineType } from 'sanity'
import { platforms } from '#lib/promotion/choose-banner.ts'
import { locales } from '#lib/settings/locales.ts'
import { periodInShort, periodProblem, stateInWords } from '#lib/time/period.ts'
import {
  bothListsProblem,
  dayList,
  hoursFromProblem,
  hoursInWords,
  hoursToProblem,
  perDayProblem,
  weightProblem,
} from '#lib/promotion/placement.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { zonedField } from '#lib/time/zoned-field.ts'

type Reference = { _ref?: string }
type PlacementDraft = {
  startsAt?: string
  endsAt?: string
  hoursFrom?: string
  onlyArticles?: Reference[]
  onlyCategories?: Reference[]
}

const draftOf = (document: { [field: string]: unknown } | undefined) => document as PlacementDraft | undefined

const platformNames = { android: 'Android', ios: 'iOS', desktop: '桌機' }
const localeNames = { 'zh-TW': '繁體中文', en: '英文' }

/** Weak: a placement does not keep anybody from deleting an article or a category. */
const articles = [defineArrayMember({ type: 'reference', title: '文章', to: [{ type: 'article' }], weak: true })]
const categories = [defineArrayMember({ type: 'reference', title: '分類', to: [{ type: 'category' }], weak: true })]

const platformList = platforms.map((value) => ({ value, title: platformNames[value] }))
const localeList = locales.map((value) => ({ value, title: localeNames[value] }))

/** Boxes to tick. The member names the values once more: TypeGen reads them there. */
const oneOf = (title: string, list: { value: string; title: string }[]) => [
  defineArrayMember({ type: 'string', title, options: { list } }),
]

const twice = '同一項選了兩次，請移除一個'

export const placement = defineType({
  name: 'placement',
  title: '檔期',
  description: '哪一則橫幅，從什麼時候到什麼時候，放在哪一個版位，給誰看。',
  type: 'document',
  groups: [
    { name: 'period', title: '檔期', default: true },
    { name: 'audience', title: '時段與對象' },
  ],
  fields: [
    defineField({
      name: 'title',
      title: '檔期名稱',
      description: '編輯之間怎麼稱呼這一檔，例如「十二月新手禮」。讀者看不到，可以不填。',
      type: 'string',
      group: 'period',
    }),
    defineField({
      name: 'banner',
      title: '橫幅',
      description: '這個檔期要顯示的橫幅。',
      type: 'reference',
      to: [{ type: 'banner' }],
      group: 'period',
      validation: (rule) => rule.required().error('請選橫幅'),
    }),
    defineField({
      name: 'slot',
      title: '版位',
      description: '橫幅要放在哪一個版位。',
      type: 'reference',
      to: [{ type: 'slot' }],
      group: 'period',
      validation: (rule) => rule.required().error('請選版位'),
    }),
    defineField({
      name: 'paused',
      title: '暫停',
      description: '打開後這一檔先不顯示，時間和設定都留著；關掉就恢復。要發布才算數。',
      type: 'boolean',
      group: 'period',
    }),
    defineField({
      name: 'startsAt',
      title: '開始時間',
      description: '從這一刻起顯示（台北時間）。留空就是發布後馬上開始。',
      type: 'datetime',
      group: 'period',
      options: zonedField,
    }),
    defineField({
      name: 'endsAt',
      title: '結束時間',
      description: '到這一刻就不再顯示（台北時間）。留空就是一直顯示下去。',
      type: 'datetime',
      group: 'period',
      options: zonedField,
      validation: (rule) =>
        rule.custom<string>((endsAt, { document }) => periodProblem(draftOf(document)?.startsAt, endsAt)),
    }),
    defineField({
      name: 'priority',
      title: '優先順序',
      description:
        '同一個版位同時有好幾個檔期時，數字大的先顯示；一樣大就看誰比較晚開始。有期限的檔期平常填 10，一直放著的常態檔期填 0。',
      type: 'number',
      group: 'period',
      // Above what stands for good, which has 0: an ordinary booking shows while it lasts.
      initialValue: 10,
      validation: (rule) => [
        rule.required().error('請填優先順序，平常填 10'),
        rule.integer().error('優先順序要是整數'),
      ],
    }),
    defineField({
      name: 'weight',
      title: '輪播權重',
      description:
        '想讓優先順序一樣的幾檔輪流出現時才填：填 2 的出現機會是填 1 的兩倍，沒填的算 1。每位讀者同一天看到的是同一檔。都不填就不輪播。',
      type: 'number',
      group: 'period',
      validation: (rule) => rule.custom<number>(weightProblem),
    }),
    defineField({
      name: 'perDay',
      title: '每日上限',
      description:
        '每位讀者一天最多在幾頁看到這一檔，到了就換下一順位。同一頁出現好幾次算一次，捲到看得見才算。留空就是不限。',
      type: 'number',
      group: 'audience',
      validation: (rule) => rule.custom<number>(perDayProblem),
    }),
    defineField({
      name: 'days',
      title: '星期',
      description: '只在這幾天顯示（台北時間）。都不選就是每天。跨午夜的時段算在開始的那一天。',
      type: 'array',
      group: 'audience',
      of: oneOf('星期', dayList),
      options: { list: dayList, layout: 'grid' },
      validation: (rule) => rule.unique().error(twice),
    }),
    defineField({
      name: 'hoursFrom',
      title: '時段開始',
      description: '每天從幾點起顯示（台北時間，24 小時制），例如 08:30。留空就是從 00:00 起。',
      type: 'string',
      group: 'audience',
      validation: (rule) => rule.custom<string>(hoursFromProblem),
    }),
    defineField({
      name: 'hoursTo',
      title: '時段結束',
      description: '每天到幾點為止（台北時間），例如 17:30。比開始早就是到隔天：22:00 到 02:00。留空就是到 24:00。',
      type: 'string',
      group: 'audience',
      validation: (rule) => rule.custom<string>((to, { document }) => hoursToProblem(draftOf(document)?.hoursFrom, to)),
    }),
    defineField({
      name: 'platforms',
      title: '裝置',
      description: '只給用這些裝置的讀者看。都不選就是所有裝置。',
      type: 'array',
      group: 'audience',
      of: oneOf('裝置', platformList),
      options: { list: platformList, layout: 'grid' },
      validation: (rule) => rule.unique().error(twice),
    }),
    defineField({
      name: 'locales',
      title: '語言版本',
      description: '只在這些語言的頁面顯示。都不選就是所有語言。',
      type: 'array',
      group: 'audience',
      of: oneOf('語言', localeList),
      options: { list: localeList, layout: 'grid' },
      validation: (rule) => rule.unique().error(twice),
    }),
    defineField({
      name: 'onlyCategories',
      title: '只在這些分類',
      description: '只在這些分類的文章顯示。留空就是不限分類。',
      type: 'array',
      group: 'audience',
      of: categories,
      validation: (rule) => rule.unique().error(twice),
    }),
    defineField({
      name: 'notCategories',
      title: '不在這些分類',
      description: '這些分類的文章都不顯示。',
      type: 'array',
      group: 'audience',
      of: categories,
      validation: (rule) => [
        rule.unique().error(twice),
        rule.custom<Reference[]>((not, { document }) => bothListsProblem(draftOf(document)?.onlyCategories, not)),
      ],
    }),
    defineField({
      name: 'onlyArticles',
      title: '只在這些文章',
      description: '只在這幾篇文章顯示。留空就是不限文章。和分類同時填的話，兩個條件都要符合。',
      type: 'array',
      group: 'audience',
      of: articles,
      validation: (rule) => rule.unique().error(twice),
    }),
    defineField({
      name: 'notArticles',
      title: '不在這些文章',
      description: '這幾篇文章不顯示。',
      type: 'array',
      group: 'audience',
      of: articles,
      validation: (rule) => [
        rule.unique().error(twice),
        rule.custom<Reference[]>((not, { document }) => bothListsProblem(draftOf(document)?.onlyArticles, not)),
      ],
    }),
  ],
  orderings: [
    { name: 'endsDesc', title: '已結束的在最後', by: [{ field: 'endsAt', direction: 'desc' }] },
    { name: 'startsDesc', title: '開始時間，新的在前', by: [{ field: 'startsAt', direction: 'desc' }] },
    { name: 'endsAsc', title: '結束時間，快到的在前', by: [{ field: 'endsAt', direction: 'asc' }] },
  ],
  preview: {
    select: {
      title: 'title',
      tag: 'banner.tag',
      slot: 'slot.title',
      startsAt: 'startsAt',
      endsAt: 'endsAt',
      media: 'banner.image',
      paused: 'paused',
      days: 'days',
      hoursFrom: 'hoursFrom',
      hoursTo: 'hoursTo',
    },
    prepare: ({ title, tag, slot, startsAt, endsAt, media, paused, days, hoursFrom, hoursTo }) => ({
      title: title || [tag ?? '（未選橫幅）', slot ?? '（未選版位）'].join(' @ '),
      // State and period first: what follows is cut off in a narrow list.
      subtitle: [
        stateInWords({ startsAt, endsAt, paused }, new Date()),
        periodInShort(startsAt, endsAt, { timeZone: publicationZone, now: new Date() }),
        hoursInWords(days, hoursFrom, hoursTo),
        slot,
      ]
        .filter(Boolean)
        .join('｜'),
      media,
    }),
  },
})
