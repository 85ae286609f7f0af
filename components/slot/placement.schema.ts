import { defineField, defineType } from 'sanity'
import { periodInWords, periodProblem } from '#lib/validation/period.ts'
import { publicationZone, zonedField } from '#lib/validation/zone.ts'

type PlacementDraft = { startsAt?: string; endsAt?: string }

export const placement = defineType({
  name: 'placement',
  title: '檔期',
  description: '哪一則橫幅，從什麼時候到什麼時候，放在哪一個版位。',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: '檔期名稱',
      description: '編輯之間怎麼稱呼這一檔，例如「十二月新手禮」。讀者看不到，可以不填。',
      type: 'string',
    }),
    defineField({
      name: 'banner',
      title: '橫幅',
      description: '這個檔期要顯示的橫幅。',
      type: 'reference',
      to: [{ type: 'banner' }],
      validation: (rule) => rule.required().error('請選橫幅'),
    }),
    defineField({
      name: 'slot',
      title: '版位',
      description: '橫幅要放在哪一個版位。',
      type: 'reference',
      to: [{ type: 'slot' }],
      validation: (rule) => rule.required().error('請選版位'),
    }),
    defineField({
      name: 'startsAt',
      title: '開始時間',
      description: '從這一刻起顯示（台北時間）。留空就是發布後馬上開始。',
      type: 'datetime',
      options: zonedField,
    }),
    defineField({
      name: 'endsAt',
      title: '結束時間',
      description: '到這一刻就不再顯示（台北時間）。留空就是一直顯示下去。',
      type: 'datetime',
      options: zonedField,
      validation: (rule) =>
        rule.custom<string>((endsAt, { document }) => periodProblem((document as PlacementDraft | undefined)?.startsAt, endsAt)),
    }),
    defineField({
      name: 'priority',
      title: '優先順序',
      description: '同一個版位同時有好幾個檔期時，數字大的先顯示；一樣大就看誰比較晚開始。平常填 0。',
      type: 'number',
      initialValue: 0,
      validation: (rule) => [rule.required().error('請填優先順序，平常填 0'), rule.integer().error('優先順序要是整數')],
    }),
  ],
  orderings: [
    { name: 'startsDesc', title: '開始時間，新的在前', by: [{ field: 'startsAt', direction: 'desc' }] },
    { name: 'endsAsc', title: '結束時間，快到的在前', by: [{ field: 'endsAt', direction: 'asc' }] },
  ],
  preview: {
    select: { title: 'title', tag: 'banner.tag', slot: 'slot.title', startsAt: 'startsAt', endsAt: 'endsAt', media: 'banner.image' },
    prepare: ({ title, tag, slot, startsAt, endsAt, media }) => ({
      title: title || [tag ?? '（未選橫幅）', slot ?? '（未選版位）'].join(' @ '),
      subtitle: [slot, periodInWords(startsAt, endsAt, publicationZone)].filter(Boolean).join('｜'),
      media,
    }),
  },
})
