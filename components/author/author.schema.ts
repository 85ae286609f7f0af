import { defineField, defineType, type SlugValue } from 'sanity'
import { slugProblem, toSlug } from '#lib/validation/slug.ts'
import { hasWords } from '#lib/text/words.ts'

export const author = defineType({
  name: 'author',
  title: '作者',
  description: '寫文章的人或編輯部，每位作者有自己的一頁。',
  type: 'document',
  fields: [
    defineField({
      name: 'name',
      title: '姓名',
      description: '讀者看到的名字，可以是筆名或編輯部名稱。',
      type: 'string',
      validation: (rule) => rule.custom<string>((name) => hasWords(name) || '請填作者的姓名'),
    }),
    defineField({
      name: 'slug',
      title: '網址代稱',
      description: '作者頁網址的最後一段。第一次發布後就不能再改，以免舊網址失效。',
      type: 'slug',
      options: { source: 'name', maxLength: 96, slugify: toSlug },
      validation: (rule) => rule.custom<SlugValue>((slug) => slugProblem(slug?.current)),
    }),
    defineField({
      name: 'role',
      title: '身分',
      description: '職稱或專長，例如「資深編輯」。可以不填。',
      type: 'string',
    }),
    defineField({
      name: 'bio',
      title: '簡介',
      description: '兩三句話介紹這位作者，會顯示在作者頁。可以不填。',
      type: 'text',
      rows: 4,
    }),
    defineField({
      name: 'image',
      title: '照片',
      description: '作者的照片或標誌，建議正方形。可以不放。',
      type: 'picture',
    }),
  ],
  orderings: [{ name: 'nameAsc', title: '姓名', by: [{ field: 'name', direction: 'asc' }] }],
  preview: {
    select: { title: 'name', role: 'role', media: 'image' },
    prepare: ({ title, role, media }) => ({ title: title || '（未命名作者）', subtitle: role, media }),
  },
})
