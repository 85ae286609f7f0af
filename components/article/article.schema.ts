import { defineArrayMember, defineField, defineType, type SlugValue } from 'sanity'
import { headingProblem, type BlockDraft } from '#lib/validation/body.ts'
import { futureProblem, instantInWords, updateProblem } from '#lib/time/period.ts'
import { assetProblem, type PictureDraft } from '#lib/validation/picture.ts'
import { slugProblem, toSlug } from '#lib/validation/slug.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { zonedField } from '#lib/time/zoned-field.ts'
import { hasWords } from '#lib/text/words.ts'

type ArticleDraft = { publishedAt?: string }

export const article = defineType({
  name: 'article',
  title: '文章',
  description: '一篇文章。文末的連結清單和橫幅是各自獨立的文件，改它們不必動文章。',
  type: 'document',
  groups: [
    { name: 'content', title: '內容', default: true },
    { name: 'filing', title: '分類與日期' },
    { name: 'lists', title: '連結清單' },
    { name: 'origin', title: '原文與搜尋' },
  ],
  fields: [
    defineField({
      name: 'title',
      title: '標題',
      description: '讀者看到的標題，也會出現在搜尋結果和分享的連結裡。',
      type: 'string',
      group: 'content',
      validation: (rule) => [
        rule.custom<string>((title) => hasWords(title) || '請填標題'),
        rule.max(60).warning('標題超過 60 個字，搜尋結果可能會截斷'),
      ],
    }),
    defineField({
      name: 'summary',
      title: '摘要',
      description: '兩三句話說完這篇在講什麼，顯示在標題下方、文章列表和搜尋結果。',
      type: 'text',
      rows: 3,
      group: ['content', 'origin'],
      validation: (rule) => [
        rule.custom<string>((summary) => hasWords(summary) || '請填摘要'),
        rule.max(200).warning('摘要超過 200 個字，搜尋結果只會顯示前面一部分'),
      ],
    }),
    defineField({
      name: 'cover',
      title: '封面圖',
      description: '文章最上方的大圖，也用在文章列表和分享的連結。一定要填替代文字。',
      type: 'picture',
      group: 'content',
      validation: (rule) => [
        rule.required().error('請放封面圖'),
        rule.custom((cover: PictureDraft | undefined) => assetProblem(cover)),
      ],
    }),
    defineField({
      name: 'body',
      title: '內文',
      description: '按「＋」可以插入引文、延伸閱讀、版位和圖片。',
      type: 'body',
      group: 'content',
      validation: (rule) => [
        rule.required().min(1).error('請寫內文'),
        rule.custom((body: BlockDraft[] | undefined) => headingProblem(body)).warning(),
      ],
    }),
    defineField({
      name: 'slug',
      title: '網址代稱',
      description: '文章網址的最後一段。按「產生」由標題帶入，也可以自己取。第一次發布後就不能再改，以免舊網址失效。',
      type: 'slug',
      group: 'filing',
      options: { source: 'title', maxLength: 96, slugify: toSlug },
      validation: (rule) => rule.custom<SlugValue>((slug) => slugProblem(slug?.current)),
    }),
    defineField({
      name: 'category',
      title: '分類',
      description: '文章放在哪一個分類，也是網址的一段。第一次發布後就不能再改，以免舊網址失效。',
      type: 'reference',
      to: [{ type: 'category' }],
      group: 'filing',
      validation: (rule) => rule.required().error('請選分類'),
    }),
    defineField({
      name: 'authors',
      title: '作者',
      description: '寫這篇文章的人，可以不只一位，順序就是顯示的順序。',
      type: 'array',
      group: 'filing',
      of: [defineArrayMember({ type: 'reference', title: '作者', to: [{ type: 'author' }] })],
      validation: (rule) => [
        rule.required().min(1).error('至少要有一位作者'),
        rule.unique().error('同一位作者選了兩次'),
      ],
    }),
    defineField({
      name: 'publishedAt',
      title: '發布時間',
      description: '讀者看到的發布時間（台北時間），也決定文章列表的先後。它不會讓文章晚點才出現：按「發布」就看得到。',
      type: 'datetime',
      group: 'filing',
      options: zonedField,
      initialValue: () => new Date().toISOString(),
      validation: (rule) => [
        rule.required().error('請填發布時間'),
        rule.custom<string>((publishedAt) => futureProblem(publishedAt, new Date())).warning(),
      ],
    }),
    defineField({
      name: 'updatedAt',
      title: '更新時間',
      description: '內容有實質更新時才勾選，讀者會看到「更新於」和勾選的時間（台北時間）。改錯字不必勾。',
      type: 'datetime',
      group: 'filing',
      options: zonedField,
      validation: (rule) =>
        rule.custom<string>((updatedAt, { document }) =>
          updateProblem((document as ArticleDraft | undefined)?.publishedAt, updatedAt),
        ),
    }),
    defineField({
      name: 'linkLists',
      title: '連結清單',
      description: '放在文末的連結清單，由上到下的順序就是讀者看到的順序。清單的內容請打開清單修改。',
      type: 'array',
      group: 'lists',
      of: [defineArrayMember({ type: 'reference', title: '連結清單', to: [{ type: 'linkList' }] })],
      validation: (rule) => rule.unique().error('同一份連結清單放了兩次'),
    }),
    defineField({
      name: 'closing',
      title: '結語',
      description: '放在所有連結清單後面的一兩句話，可以不填。',
      type: 'plainBody',
      group: ['content', 'lists'],
    }),
    defineField({
      name: 'source',
      title: '原文',
      description: '文章最早刊登在別處時填寫，讀者會看到「原文」和連結。自己寫的文章留空。',
      type: 'source',
      group: 'origin',
    }),
  ],
  orderings: [
    { name: 'publishedDesc', title: '發布時間，新的在前', by: [{ field: 'publishedAt', direction: 'desc' }] },
    { name: 'updatedDesc', title: '最近編輯', by: [{ field: '_updatedAt', direction: 'desc' }] },
    { name: 'titleAsc', title: '標題', by: [{ field: 'title', direction: 'asc' }] },
  ],
  preview: {
    select: { title: 'title', category: 'category.title', publishedAt: 'publishedAt', media: 'cover' },
    prepare: ({ title, category, publishedAt, media }) => ({
      title: title || '（未命名文章）',
      subtitle: [category, instantInWords(publishedAt, publicationZone)].filter(Boolean).join('｜'),
      media,
    }),
  },
})
