import type { DatabaseSync } from 'node:sqlite'
import { parseDocument } from './log.ts'
import { isPublished } from './ids.ts'
import { makeView, type View } from './perspective.ts'
import type { Perspective, StoredDocument } from './types.ts'

/** How many perspectives are kept ready at a time. */
const VIEWS = 6

/** All documents of the lake in memory, one commit behind the writer at most until `catchUp`. */
export type Dataset = {
  readonly seq: number
  /** Reads every commit since the last time. Answers the number of the last one. */
  catchUp(): number
  /** The documents as a perspective shows them, in order of ids. Valid until the next catchUp. */
  view(perspective: Perspective): View
}

const nameOf = (perspective: Perspective): string =>
  typeof perspective === 'string' ? perspective : `layers:${perspective.join(',')}`

/**
 * @param db a reader's database.
 * @returns its documents, not loaded yet.
 */
export const openDataset = (db: DatabaseSync): Dataset => {
  const byId = new Map<string, StoredDocument>()
  const views = new Map<string, View>()
  let sorted: StoredDocument[] | null = null
  let seq = 0
  const last = db.prepare('select coalesce(max(seq), 0) as seq from transactions')
  const changed = db.prepare('select id, json from documents where seq > ?')
  const gone = db.prepare('select id from tombstones where seq > ?')

  const load = (to: number) => {
    let touchesPublished = false
    for (const { id } of gone.all(seq)) {
      touchesPublished ||= isPublished(String(id))
      byId.delete(String(id))
    }
    for (const { id, json } of changed.iterate(seq)) {
      const document = parseDocument(json, String(id))
      if (document === null) continue
      touchesPublished ||= isPublished(String(id))
      byId.set(String(id), document)
    }
    seq = to
    sorted = null
    // Editors type into drafts all day: what readers see, and its indexes, stay as they are meanwhile.
    for (const name of views.keys()) if (name !== 'published' || touchesPublished) views.delete(name)
  }

  const all = () => (sorted ??= [...byId.values()].toSorted((a, b) => (a._id < b._id ? -1 : 1)))

  return {
    get seq() {
      return seq
    },
    catchUp: () => {
      const newest = Number(last.get()?.seq)
      if (newest === seq) return seq
      // One read transaction: the documents and the graves of one and the same state.
      db.exec('begin')
      try {
        load(Number(last.get()?.seq))
      } finally {
        db.exec('commit')
      }
      return seq
    },
    view: (perspective) => {
      const name = nameOf(perspective)
      const known = views.get(name)
      if (known !== undefined) return known
      const made = makeView(perspective, all())
      views.set(name, made)
      const oldest = [...views.keys()].find((key) => key !== 'published')
      if (views.size > VIEWS && oldest !== undefined) views.delete(oldest)
      return made
    },
  }
}
