import { defineField, defineType } from 'sanity'
import { hasWords } from '#lib/text/words.ts'

export const siteSettings = defineType({
  name: 'siteSettings',
  title: '網站設定',
  description: '整個網站共用的文字，只有一份。',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: '網站名稱',
      description: '顯示在每一頁的頁首和瀏覽器分頁上。',
      type: 'string',
      initialValue: 'Lakeside 湖畔',
      validation: (rule) => rule.custom<string>((title) => hasWords(title) || '請填網站名稱'),
    }),
    defineField({
      name: 'tagline',
      title: '標語',
      description: '網站名稱旁邊的一句話。',
      type: 'string',
    }),
    defineField({
      name: 'description',
      title: '網站說明',
      description: '一兩句話介紹網站，會出現在搜尋結果和分享的連結裡。',
      type: 'text',
      rows: 3,
    }),
    defineField({
      name: 'legal',
      title: '頁尾聲明',
      description: '顯示在每一頁最下方的法律聲明或免責文字。',
      type: 'text',
      rows: 4,
    }),
    defineField({
      name: 'disclosureIntro',
      title: '廣告與贊助說明',
      description: '「廣告與贊助如何標示」那一頁開頭的文字。',
      type: 'text',
      rows: 6,
    }),
  ],
  preview: { select: { subtitle: 'title' }, prepare: ({ subtitle }) => ({ title: '網站設定', subtitle }) },
})
