import { defineField, defineType } from 'sanity'

// A slot of the frame or of the front page has its place already: in a body the same banner would stand on a page twice.
const placedElsewhere = ['article-top', 'article-lists-end', 'article-closing', 'article-about', 'front-inline']

export const bodySlot = defineType({
  name: 'bodySlot',
  title: '內文版位',
  description: '在內文的這個地方留一個放橫幅的位置。',
  type: 'object',
  fields: [
    defineField({
      name: 'slot',
      title: '版位',
      description: '選要放在這裡的版位。顯示哪一則橫幅由檔期決定，不必改文章。',
      type: 'reference',
      to: [{ type: 'slot' }],
      options: { filter: '!(key in $placedElsewhere)', filterParams: { placedElsewhere } },
      validation: (rule) => rule.required().error('請選版位'),
    }),
  ],
  preview: {
    select: { title: 'slot.title', key: 'slot.key' },
    prepare: ({ title, key }) => ({ title: title || key || '（未選版位）', subtitle: '版位：橫幅會出現在這裡' }),
  },
})
