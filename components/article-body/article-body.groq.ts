import { z } from 'zod'
import { list, maybe } from '#lib/page/fields.ts'
import { destinationFragment, destinationSchema } from '#components/link/link.groq.ts'
import { pictureFragment, pictureSchema } from '#components/picture/picture.groq.ts'
import { quotationSchema } from '#components/quotation/quotation.groq.ts'
import { readMoreSchema } from '#components/read-more/read-more.groq.ts'

const markDefsFragment = /* groq */ `
  markDefs[]{
    ...,
    _type == "inlineLink" => {destination{${destinationFragment}}}
  }
`

export const plainBodyFragment = /* groq */ `
  ...,
  _type == "block" => {${markDefsFragment}}
`

/** A place for a banner names its slot only; the slot itself comes once, beside the article, however often it is shown. */
export const bodyFragment = /* groq */ `
  ...,
  _type == "block" => {${markDefsFragment}},
  _type == "readMore" => {destination{${destinationFragment}}},
  _type == "bodySlot" => {slot->{_id}},
  _type == "picture" => {${pictureFragment}}
`

const spanSchema = z.object({ _type: z.literal('span'), _key: z.string(), text: z.string(), marks: list(z.string()) })

const inlineLinkSchema = z.object({
  _type: z.literal('inlineLink'),
  _key: z.string(),
  destination: maybe(destinationSchema),
})

/** BCP 47 in its common shapes: en, zh-Hant-TW. */
const foreignSchema = z.object({
  _type: z.literal('foreign'),
  _key: z.string(),
  lang: z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/),
})

const decorators: readonly string[] = ['strong', 'em']

const blockFields = {
  _type: z.literal('block'),
  _key: z.string(),
  children: list(z.discriminatedUnion('_type', [spanSchema])),
  markDefs: list(z.discriminatedUnion('_type', [inlineLinkSchema, foreignSchema])),
}

/** Marks that name neither a decorator nor an annotation of this block say nothing and are left out. */
function withoutStrayMarks<B extends { children: { marks: string[] }[]; markDefs: { _key: string }[] }>(block: B): B {
  const known = new Set([...decorators, ...block.markDefs.map((mark) => mark._key)])
  return {
    ...block,
    children: block.children.map((span) => ({ ...span, marks: span.marks.filter((mark) => known.has(mark)) })),
  }
}

const blockSchema = z
  .object({
    ...blockFields,
    style: z
      .enum(['normal', 'h2', 'h3', 'h4'])
      .nullish()
      .transform((style) => style ?? 'normal'),
    listItem: z
      .enum(['bullet', 'number'])
      .nullish()
      .transform((item) => item ?? undefined),
    level: z
      .number()
      .int()
      .positive()
      .nullish()
      .transform((level) => level ?? undefined),
  })
  .transform(withoutStrayMarks)

const plainBlockSchema = z
  .object({
    ...blockFields,
    style: z
      .literal('normal')
      .nullish()
      .transform(() => 'normal' as const),
  })
  .transform(withoutStrayMarks)

const bodySlotSchema = z.object({ _type: z.literal('bodySlot'), _key: z.string(), slot: z.object({ _id: z.string() }) })

const bodyPictureSchema = z.object({ _type: z.literal('picture'), _key: z.string(), ...pictureSchema.shape })

const bodyPartSchema = z.discriminatedUnion('_type', [
  blockSchema,
  quotationSchema,
  readMoreSchema,
  bodySlotSchema,
  bodyPictureSchema,
])

export const bodySchema = list(bodyPartSchema)
export const plainBodySchema = list(plainBlockSchema)

export type InlineLink = z.infer<typeof inlineLinkSchema>
export type Foreign = z.infer<typeof foreignSchema>
/** A paragraph, heading or list item. */
export type Block = z.infer<typeof blockSchema>
export type PlainBlock = z.infer<typeof plainBlockSchema>
export type BodyPart = z.infer<typeof bodyPartSchema>
