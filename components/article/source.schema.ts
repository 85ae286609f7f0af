import { defineField, defineType } from 'sanity'
import { linkSchemes, urlProblem } from '#lib/validation/destination.ts'
import { isSourceBegun, type SourceDraft } from '#lib/validation/source.ts'
import { hasWords } from '#lib/text/words.ts'

export const source = defineType({
  name: 'source',
  title: '原文',
  description: '文章最早刊登在哪裡。',
  type: 'object',
  fields: [
    defineField({
      name: 'name',
      title: '來源名稱',
      description: '原本刊登的網站或媒體，例如「BTCC 學院」。',
      type: 'string',
      validation: (rule) =>
        rule.custom<string>(
          (name, { parent }) => hasWords(name) || !isSourceBegun(parent as SourceDraft) || '請填原文的來源名稱',
        ),
    }),
    defineField({
      name: 'url',
      title: '原文網址',
      description: '原文的完整網址（https:// 開頭）。',
      type: 'url',
      validation: (rule) => [
        rule.uri({ scheme: linkSchemes }).error('這不是完整的網址，請從瀏覽器的網址列複製貼上'),
        rule.custom<string>((url, { parent }) =>
          url ? urlProblem(url) : !isSourceBegun(parent as SourceDraft) || '請填原文網址',
        ),
      ],
    }),
    defineField({
      name: 'isCanonical',
      title: '本文轉載自此網址：搜尋引擎會以原文為準',
      description: '整篇照原文轉載時才勾選；勾選後，搜尋結果會顯示原文，不是這一頁。',
      type: 'boolean',
    }),
  ],
  preview: {
    select: { title: 'name', subtitle: 'url' },
    prepare: ({ title, subtitle }) => ({ title: title || '原文', subtitle }),
  },
})
