import { defineArrayMember, defineField, defineType } from 'sanity'
import { countDestinations, type DestinationDraft } from '#lib/validation/destination.ts'
import { instantInWords } from '#lib/time/period.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { hasWords } from '#lib/text/words.ts'

export const linkList = defineType({
  name: 'linkList',
  title: '連結清單',
  description: '一個標題和一串有順序的連結，可以放在好幾篇文章的文末；改一次，每一頁都跟著變。',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: '標題',
      description: '讀者在清單上方看到的標題，例如「想了解更多比特幣？」。',
      type: 'string',
      validation: (rule) => rule.custom<string>((title) => hasWords(title) || '請填連結清單的標題'),
    }),
    defineField({
      name: 'links',
      title: '連結',
      description: '由上到下的順序就是讀者看到的順序，可以拖曳調整。一次貼上好幾行，就是好幾個連結。',
      type: 'array',
      of: [defineArrayMember({ type: 'link' })],
      validation: (rule) => rule.required().min(1).error('連結清單至少要有一個連結'),
    }),
  ],
  orderings: [
    { name: 'titleAsc', title: '標題', by: [{ field: 'title', direction: 'asc' }] },
    { name: 'updatedDesc', title: '最近編輯', by: [{ field: '_updatedAt', direction: 'desc' }] },
  ],
  preview: {
    select: { title: 'title', links: 'links', editedAt: '_updatedAt' },
    prepare: ({ title, links, editedAt }) => {
      const all: { destination?: DestinationDraft }[] = Object.values(links ?? {})
      const open = all.filter(({ destination }) => countDestinations(destination) === 0).length
      return {
        title: title || '（未命名連結清單）',
        subtitle: [`${all.length} 個連結`, open ? `${open} 個待補` : '', instantInWords(editedAt, publicationZone)]
          .filter(Boolean)
          .join('｜'),
      }
    },
  },
})
