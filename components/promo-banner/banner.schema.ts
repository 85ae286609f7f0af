import { defineArrayMember, defineField, defineType } from 'sanity'
import { leadsOf, noLeadMessage, riskProblem } from '#lib/promotion/banner.ts'
import type { DestinationDraft } from '#lib/validation/destination.ts'
import { briefLimit, briefProblem } from '#lib/validation/text-width.ts'
import { zonedField } from '#lib/time/zoned-field.ts'
import { hasWords } from '#lib/text/words.ts'
import { disclosureInWords } from './disclosure-words.ts'

type CallToActionDraft = { text?: string; destination?: DestinationDraft }

const isFinancial = (document: { [field: string]: unknown } | undefined): boolean => document?.isFinancial === true

export const banner = defineType({
  name: 'banner',
  title: '橫幅',
  description: '一檔推廣的文字、圖片和按鈕。放在哪裡由「版位」決定，什麼時候顯示由「檔期」決定。',
  type: 'document',
  groups: [
    { name: 'content', title: '內容', default: true },
    { name: 'rules', title: '揭露與風險' },
  ],
  fields: [
    defineField({
      name: 'tag',
      title: '標籤',
      description: '橫幅的短標題，例如「新手專享」。',
      type: 'string',
      group: 'content',
      validation: (rule) => rule.custom<string>((tag) => hasWords(tag) || '請填標籤'),
    }),
    defineField({
      name: 'copy',
      title: '文案',
      description: '一兩句話說明優惠內容，可以不填。換行會照樣顯示。',
      type: 'text',
      rows: 3,
      group: 'content',
    }),
    defineField({
      name: 'brief',
      title: '短句',
      description: `放在標題上方的細長橫幅時（尤其是手機）用的一句話，最多 ${briefLimit} 個全形字，半形英數字算半個。`,
      type: 'string',
      group: 'content',
      validation: (rule) => [
        rule.custom<string>((brief) => hasWords(brief) || '請填短句'),
        rule.custom<string>(briefProblem),
      ],
    }),
    defineField({
      name: 'callsToAction',
      title: '行動按鈕',
      description: '1 到 4 個按鈕，第一個最醒目。至少要有一個連得出去，橫幅才能發布。',
      type: 'array',
      group: 'content',
      of: [defineArrayMember({ type: 'callToAction' })],
      validation: (rule) => [
        rule.required().min(1).error('至少要有一個行動按鈕'),
        rule.max(4).error('行動按鈕最多 4 個'),
        rule.custom<CallToActionDraft[]>(async (calls, { getClient }) => {
          if (!calls?.length) return true // said by the first rule
          const { sure, references } = leadsOf(calls)
          if (sure) return true
          if (references.length === 0) return noLeadMessage
          // Asks for the published ids only: a reference to a draft leads readers nowhere.
          const published = await getClient({ apiVersion: '2025-02-19' })
            .withConfig({ perspective: 'raw' })
            .fetch<number>('count(*[_id in $references])', { references })
          return published > 0 || noLeadMessage
        }),
      ],
    }),
    defineField({
      name: 'image',
      title: '圖片',
      description: '可以不放。有圖片的橫幅會用圖文並排的版面；文章標題上方的版位只有一行字，不放圖片。',
      type: 'picture',
      group: 'content',
    }),
    defineField({
      name: 'points',
      title: '條列重點',
      description: '一行一點，例如「註冊只要三分鐘」。可以不填。',
      type: 'array',
      group: 'content',
      of: [
        defineArrayMember({
          type: 'string',
          title: '重點',
          validation: (rule) => rule.custom<string>((point) => hasWords(point) || '這一點是空的，請填字或刪除'),
        }),
      ],
    }),
    defineField({
      name: 'offerEndsAt',
      title: '優惠截止',
      description: '優惠本身到什麼時候（台北時間），讀者會看到。什麼時候不再顯示橫幅，請到「檔期」設定。',
      type: 'datetime',
      group: 'content',
      options: zonedField,
    }),
    defineField({
      name: 'disclosure',
      title: '揭露',
      description: '讀者會看到的標示：這是廣告、贊助還是自家優惠，以及是誰的。',
      type: 'disclosure',
      group: 'rules',
      validation: (rule) => rule.required().error('請填揭露'),
    }),
    defineField({
      name: 'isFinancial',
      title: '金融商品',
      description: '推廣的是交易、投資或借貸時勾選，勾選後風險警語必填。',
      type: 'boolean',
      group: 'rules',
      initialValue: false,
    }),
    defineField({
      name: 'risk',
      title: '風險警語',
      description: '完整的風險警語，顯示在橫幅下方。',
      type: 'text',
      rows: 3,
      group: 'rules',
      hidden: ({ document, value }) => !value && !isFinancial(document),
      validation: (rule) => rule.custom<string>((text, { document }) => riskProblem(text, isFinancial(document))),
    }),
    defineField({
      name: 'riskBrief',
      title: '風險短語',
      description: '風險警語的短版，用在細長橫幅上，例如「投資有風險」。',
      type: 'string',
      group: 'rules',
      hidden: ({ document, value }) => !value && !isFinancial(document),
      validation: (rule) => rule.custom<string>((text, { document }) => riskProblem(text, isFinancial(document))),
    }),
    defineField({
      name: 'dismissible',
      title: '讀者可以關閉',
      description: '打開後，橫幅右上角有關閉鈕。讀者關閉之後，在同一個瀏覽器裡不再看到這一則，直到文字改過。',
      type: 'boolean',
      group: 'rules',
    }),
    defineField({
      name: 'note',
      title: '內部備註',
      description: '只有編輯看得到，讀者看不到。',
      type: 'text',
      rows: 2,
      group: 'rules',
    }),
  ],
  orderings: [
    { name: 'updatedDesc', title: '最近編輯', by: [{ field: '_updatedAt', direction: 'desc' }] },
    { name: 'tagAsc', title: '標籤', by: [{ field: 'tag', direction: 'asc' }] },
  ],
  preview: {
    select: { tag: 'tag', brief: 'brief', kind: 'disclosure.kind', sponsor: 'disclosure.sponsor', media: 'image' },
    prepare: ({ tag, brief, kind, sponsor, media }) => ({
      title: tag || '（未命名橫幅）',
      subtitle: [[disclosureInWords(kind), sponsor].filter(Boolean).join(' '), brief].filter(Boolean).join('：'),
      media,
    }),
  },
})
