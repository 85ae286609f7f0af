import { defineArrayMember, defineType } from 'sanity'
import { assetProblem, type PictureDraft } from '#lib/validation/picture.ts'
import { bodyBlock, plainBlock } from './text-block.ts'

export const body = defineType({
  name: 'body',
  title: '內文',
  description: '文章的內文：段落、標題、清單，以及引文、延伸閱讀、版位和圖片。',
  type: 'array',
  of: [
    bodyBlock,
    defineArrayMember({ type: 'quotation' }),
    defineArrayMember({ type: 'readMore' }),
    defineArrayMember({ type: 'bodySlot' }),
    defineArrayMember({
      type: 'picture',
      validation: (rule) => rule.custom((value: PictureDraft | undefined) => assetProblem(value)),
    }),
  ],
})

export const plainBody = defineType({
  name: 'plainBody',
  title: '純文字段落',
  description: '只有段落的文字，可以加連結。',
  type: 'array',
  of: [plainBlock],
})
