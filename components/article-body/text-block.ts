import { defineArrayMember } from 'sanity'

const marks = {
  decorators: [
    { title: '粗體', value: 'strong' },
    { title: '強調', value: 'em' },
  ],
  annotations: [defineArrayMember({ type: 'inlineLink' }), defineArrayMember({ type: 'foreign' })],
}

const paragraph = { title: '段落', value: 'normal' }

/** Text of an article's body: paragraphs, headings 2 to 4 and lists. */
export const bodyBlock = defineArrayMember({
  type: 'block',
  title: '文字',
  styles: [
    paragraph,
    { title: '標題 2', value: 'h2' },
    { title: '標題 3', value: 'h3' },
    { title: '標題 4', value: 'h4' },
  ],
  lists: [
    { title: '項目符號', value: 'bullet' },
    { title: '編號', value: 'number' },
  ],
  marks,
})

/** Text that is nothing but paragraphs. */
export const plainBlock = defineArrayMember({ type: 'block', title: '文字', styles: [paragraph], lists: [], marks })
