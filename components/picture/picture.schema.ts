import { defineField, defineType, type Path } from 'sanity'
import { altProblem, type PictureDraft } from '#lib/validation/picture.ts'

/** An article's cover is shown on its own in lists and when shared, so it always needs words. */
const isCover = (path: Path | undefined): boolean => path?.[0] === 'cover'

/** The shapes that the site cuts pictures to around their hotspot; the image tool shows them as they will be. */
const shapes = [
  { title: '封面與列表', aspectRatio: 3 / 2 },
  { title: '作者照片', aspectRatio: 1 },
  { title: '分享的連結', aspectRatio: 1280 / 672 },
]

const partOf = (parent: unknown): PictureDraft => parent ?? {}

// No initial values: they would make a picture that nobody asked for out of every optional one.
export const picture = defineType({
  name: 'picture',
  title: '圖片',
  description: '一張圖片，連同給看不到圖的讀者的文字。上傳後可以裁切，並標出一定要留在畫面裡的重點。',
  type: 'image',
  options: { hotspot: { previews: shapes }, accept: 'image/jpeg,image/png,image/webp,image/avif,image/gif' },
  fields: [
    defineField({
      name: 'alt',
      title: '替代文字',
      description: '用一句話說圖上有什麼，給聽網頁的讀者和搜尋引擎，例如「工程師在白板前討論程式碼」。',
      type: 'string',
      hidden: ({ parent, path }) => !isCover(path) && partOf(parent).decorative === true,
      validation: (rule) =>
        rule.custom<string>((alt, { parent, path }) => {
          const { asset, decorative } = partOf(parent)
          return asset?._ref ? altProblem(alt, !isCover(path) && decorative) : true
        }),
    }),
    defineField({
      name: 'decorative',
      title: '純裝飾',
      description: '圖片只是好看、不說明任何事時才勾選；聽網頁的讀者會略過它。',
      type: 'boolean',
      hidden: ({ path }) => isCover(path),
    }),
    defineField({
      name: 'caption',
      title: '圖說',
      description: '顯示在圖片下方的說明，可以不填。',
      type: 'string',
    }),
    defineField({
      name: 'credit',
      title: '圖片出處',
      description: '攝影者、繪者或圖庫的名稱，可以不填。',
      type: 'string',
    }),
  ],
  preview: {
    select: { alt: 'alt', caption: 'caption', decorative: 'decorative', media: 'asset' },
    prepare: ({ alt, caption, decorative, media }) => ({
      title: caption || alt || (decorative ? '純裝飾圖片' : '（缺替代文字）'),
      subtitle: '圖片',
      media,
    }),
  },
})
