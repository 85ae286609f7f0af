import { defineField, defineType, type SlugValue } from 'sanity'
import { categorySlugProblem, toSlug } from '#lib/validation/slug.ts'
import { hasWords } from '#lib/text/words.ts'

export const category = defineType({
  name: 'category',
  title: '分類',
  description: '文章的分類，也是網址的一段，例如「研究分析」。',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: '名稱',
      description: '讀者看到的分類名稱。',
      type: 'string',
      validation: (rule) => rule.custom<string>((title) => hasWords(title) || '請填分類的名稱'),
    }),
    defineField({
      name: 'slug',
      title: '網址代稱',
      description: '分類頁網址的最後一段，例如 research-analysis。第一次發布後就不能再改，以免舊網址失效。',
      type: 'slug',
      options: { source: 'title', maxLength: 96, slugify: toSlug },
      validation: (rule) => rule.custom<SlugValue>((slug) => categorySlugProblem(slug?.current)),
    }),
    defineField({
      name: 'description',
      title: '說明',
      description: '一兩句話說明這個分類收哪些文章，會顯示在分類頁上方和搜尋結果。',
      type: 'text',
      rows: 3,
      validation: (rule) => rule.custom<string>((description) => hasWords(description) || '請填分類的說明'),
    }),
    defineField({
      name: 'order',
      title: '順序',
      description: '分類在選單裡的先後，數字小的在前。',
      type: 'number',
      initialValue: 0,
      validation: (rule) => [rule.required().error('請填順序'), rule.integer().error('順序要是整數')],
    }),
  ],
  orderings: [{ name: 'orderAsc', title: '選單順序', by: [{ field: 'order', direction: 'asc' }] }],
  preview: {
    select: { title: 'title', slug: 'slug.current' },
    prepare: ({ title, slug }) => ({ title: title || '（未命名分類）', subtitle: slug }),
  },
})
