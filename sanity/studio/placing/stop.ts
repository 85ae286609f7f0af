import type { SanityClient } from '@sanity/client'
import { z } from 'zod'

/** A field of a document and what it is to hold; undefined: it is taken away. */
export type FieldChange = { id: string; field: string; value: unknown }

export type Stop = { changes: FieldChange[]; undo: FieldChange[] }

type Stored = { _id: string; [field: string]: unknown }

/**
 * What stops a banner: its placement is paused, or the fallback leaves its slot. That one field is written in the published document, and in
 * its draft where there is one, whose next publishing would otherwise bring the banner back. `stored` are both, as far as they are there.
 */
export function stopChanges(placementId: string | null, stored: readonly Stored[]): Stop {
  const [field, value] = placementId === null ? ['fallback', undefined] : ['paused', true]
  return {
    changes: stored.map(({ _id }) => ({ id: _id, field, value })),
    undo: stored.map((document) => ({ id: document._id, field, value: document[field] })),
  }
}

const written = z.array(z.object({ _updatedAt: z.string() })).min(1)

/**
 * Writes the fields and nothing else in one transaction.
 * @returns the lake's own instant of it, when every page that showed them is dropped.
 */
export async function writeFields(client: SanityClient, changes: readonly FieldChange[]): Promise<string> {
  const transaction = client.transaction()
  for (const { id, field, value } of changes)
    transaction.patch(id, value === undefined ? { unset: [field] } : { set: { [field]: value } })
  const [first] = written.parse(await transaction.commit({ returnDocuments: true }))
  return first?._updatedAt ?? ''
}

/** A document and its draft, as far as they are stored. Throws when neither is: there is nothing to stop. */
export async function readStored(client: SanityClient, id: string): Promise<Stored[]> {
  const found: (Stored | null)[] = await client.getDocuments([id, `drafts.${id}`])
  const stored = found.filter((document) => document !== null)
  if (stored.length === 0) throw new Error('它已經不在了')
  return stored
}
