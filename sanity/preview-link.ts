import { z } from 'zod'
import { ownPath } from '#lib/links/own-path.ts'

/** The type of the documents that stand for preview links. They are no content: the schema does not know them. */
export const previewLinkType = 'preview.link'

/** The id of the document of a link. The dot keeps it from readers on a public dataset too. */
export const previewLinkId = (secret: string): string => `preview-link.${secret}`

/** How long a link holds, in days. */
export const previewLinkDays = 7

/** A link that shows one document's draft to anyone who has it. */
export const previewLinkSchema = z.object({
  /** The published id of the document. */
  documentId: z.string().regex(/^[\w.-]+$/),
  /** The page that it opens, a path of this site: what leads elsewhere makes the link none. */
  path: z
    .string()
    .transform(
      (path, context) =>
        ownPath(path) ?? (context.addIssue({ code: 'custom', message: 'no path of this site' }), z.NEVER),
    ),
  expiresAt: z.iso.datetime(),
})

export type PreviewLink = z.infer<typeof previewLinkSchema>

/** What a link's secret may look like: anything else was altered on its way. */
export const isPreviewSecret = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** The address of a link, from the site's origin. */
export const previewLinkPath = (secret: string): string => `/api/preview-link/${secret}`

/** When a link is over, in epoch milliseconds: seven days after it was written at the latest, whatever it says of itself. */
export const previewLinkEnd = ({ expiresAt }: Pick<PreviewLink, 'expiresAt'>, writtenAt: string): number =>
  Math.min(Date.parse(expiresAt), Date.parse(writtenAt) + previewLinkDays * 86_400_000)
