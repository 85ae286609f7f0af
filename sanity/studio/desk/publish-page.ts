import type { SanityClient } from '@sanity/client'
import { pathToString, type validateDocument, type SanityDocument, type Workspace } from 'sanity'
import { z } from 'zod'
import { draftIdOf, publishedIdOf } from './ids.ts'

/** What keeps a page from being published, in the words of the schema's rules; `path` opens the field. */
export type Obstacle = { id: string; type: string; path: string; message: string }

type Publisher = { client: SanityClient; workspace: Workspace; validate: typeof validateDocument }

const identified = z.looseObject({
  _id: z.string(),
  _type: z.string(),
  _rev: z.string(),
  _createdAt: z.string(),
  _updatedAt: z.string(),
})

/**
 * Publishes the drafts of these documents (published ids) in one transaction; those without a draft stay as they are. Gives what stands in
 * the way, and then nothing is published. Throws when the lake refuses: a draft that changed since it was checked is refused, nothing half done.
 */
export async function publishTogether(
  ids: readonly string[],
  { client, workspace, validate }: Publisher,
): Promise<Obstacle[]> {
  const raw = client.withConfig({ perspective: 'raw' })
  const drafts: SanityDocument[] = z
    .array(identified)
    .parse(await raw.fetch('*[_id in $drafts]', { drafts: ids.map(draftIdOf) }))
  const together = new Set(drafts.map(({ _id }) => publishedIdOf(_id)))
  const checked = await Promise.all(
    drafts.map(async (document): Promise<Obstacle[]> => {
      const markers = await validate({
        document,
        workspace,
        getClient: ({ apiVersion }) => client.withConfig({ apiVersion }),
        // A document that is published by this very act counts as published for those that lead to it.
        getDocumentExists: async ({ id }) =>
          together.has(id) || (await raw.fetch<number>('count(*[_id == $id])', { id })) > 0,
      })
      const errors = markers.filter(({ level }) => level === 'error')
      return errors.map(({ path, message }) => ({
        id: publishedIdOf(document._id),
        type: document._type,
        path: pathToString(path),
        message,
      }))
    }),
  )
  const obstacles = checked.flat()
  if (obstacles.length > 0 || drafts.length === 0) return obstacles
  // Lists before the article that leads to them: anyone who reads the transaction in order finds every reference.
  const inOrder = drafts.toSorted((a, b) => Number(a._type === 'article') - Number(b._type === 'article'))
  await client.action(
    inOrder.map(({ _id, _rev }) => ({
      actionType: 'sanity.action.document.publish',
      draftId: _id,
      publishedId: publishedIdOf(_id),
      ifDraftRevisionId: _rev,
    })),
  )
  return []
}
