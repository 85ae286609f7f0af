import { defineField, defineType } from 'sanity'
import { slotKeyProblem } from '#lib/validation/slug.ts'
import { hasWords } from '#lib/text/words.ts'

export const slot = defineType({
  name: 'slot',
  title: '版位',
  description: '網站上一個可以放橫幅的位置。文章的內文也可以插入版位。',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: '名稱',
      description: '編輯之間怎麼稱呼這個位置，例如「文章標題上方」。',
      type: 'string',
      validation: (rule) => rule.custom<string>((title) => hasWords(title) || '請填版位的名稱'),
    }),
    defineField({
      name: 'key',
      title: '版位代號',
      description: '網站靠這個代號找到版位，例如 article-top。改了代號，原來的位置就不再顯示橫幅。',
      type: 'string',
      validation: (rule) => [
        rule.custom<string>(slotKeyProblem),
        rule.custom<string>(async (key, { document, getClient }) => {
          if (!key || !document) return true
          const id = document._id.replace(/^(?:drafts|versions\.[^.]+)\./, '')
          const taken = await getClient({ apiVersion: '2025-02-19' })
            .withConfig({ perspective: 'raw' })
            .fetch<number>('count(*[_type == "slot" && key == $key && !(_id in [$id, $draft])])', {
              key,
              id,
              draft: `drafts.${id}`,
            })
          return taken === 0 || '已經有別的版位用了這個代號'
        }),
      ],
    }),
    defineField({
      name: 'description',
      title: '說明',
      description: '這個位置在哪裡、適合放什麼，寫給同事看。',
      type: 'text',
      rows: 2,
    }),
    defineField({
      name: 'fallback',
      title: '備用橫幅',
      description: '沒有檔期的時候顯示這一則；留空就什麼都不顯示。',
      type: 'reference',
      to: [{ type: 'banner' }],
    }),
  ],
  orderings: [{ name: 'titleAsc', title: '名稱', by: [{ field: 'title', direction: 'asc' }] }],
  preview: {
    select: { title: 'title', key: 'key', fallback: 'fallback.tag' },
    prepare: ({ title, key, fallback }) => ({
      title: title || key || '（未命名版位）',
      subtitle: [key, fallback ? `備用：${fallback}` : '沒有備用橫幅'].filter(Boolean).join('｜'),
    }),
  },
})
