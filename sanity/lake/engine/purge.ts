import type { DatabaseSync } from 'node:sqlite'
import { layerOf, publishedId } from './ids.ts'
import { isObject } from './json.ts'
import type { Change } from './types.ts'

/** Whether a mutation deletes a document with its history. */
const isPurge = (mutation: unknown): boolean =>
  isObject(mutation) && isObject(mutation.delete) && mutation.delete.purge === true

/** Whether a transaction's change of one document deleted its history. */
export const purges = ({ mutations }: Pick<Change, 'mutations'>): boolean => mutations.some(isPurge)

/** The change as the log keeps it: that the document was deleted, and what was done to it after that; nothing of what it was. */
const withoutPast = (change: Change): Change => {
  const from = Math.max(0, change.mutations.findLastIndex(isPurge))
  return {
    ...change,
    operation: change.after === null ? 'delete' : 'create',
    before: null,
    mutations: change.mutations.slice(from),
    effects: { apply: [0, change.after], revert: [0, null] },
  }
}

/** The change of a draft or version that goes in the same transaction, as the log keeps it: its text would else be left there. */
const deletedOnly = (change: Change): Change => ({
  ...withoutPast(change),
  mutations: [{ delete: { id: change.documentId, purge: true } }],
})

/**
 * @param db the writer's database.
 * @returns what carries out the purges of a transaction.
 */
export const openPurge = (db: DatabaseSync) => {
  const forget = db.prepare('delete from changes where document_id = ?')
  const isKept = db.prepare('select 1 from documents where id = ?')
  const logged = db.prepare('select distinct document_id as id from changes where document_id in (:id, :draft)')
  const versions = db.prepare(
    "select distinct document_id as id from changes where document_id >= 'versions.' and document_id < 'versions/'",
  )

  /** The ids with a history that goes with this one: of a published document also its drafts and versions that are gone. */
  const historiesOf = (id: string): string[] => {
    if (layerOf(id) !== null) return logged.all({ id, draft: id }).map((row) => String(row.id))
    const own = logged.all({ id, draft: `drafts.${id}` }).map((row) => String(row.id))
    return [...own, ...versions.all().flatMap((row) => (publishedId(String(row.id)) === id ? [String(row.id)] : []))]
  }

  /**
   * Deletes the history of every document that a transaction purges. A draft or version that is still there keeps its own history: it is a document
   * of its own.
   * @param changes its changes.
   * @returns the changes to log; that something was deleted, when and by whom, is all that stays.
   */
  return (changes: readonly Change[]): Change[] => {
    const purged = new Set(changes.filter(purges).map(({ documentId }) => documentId))
    if (purged.size === 0) return changes.filter(({ operation }) => operation !== 'none')
    const after = new Map(changes.map((change) => [change.documentId, change.after]))
    const stays = (id: string) => (after.has(id) ? after.get(id) !== null : isKept.get(id) !== undefined)
    const forgotten = new Set<string>()
    const kept = changes.flatMap((change) => {
      const { documentId: id, operation } = change
      // A draft or version that goes with its published document would else leave its words in this very transaction.
      if (!purged.has(id))
        return operation === 'none' ? [] : [purged.has(publishedId(id)) && !stays(id) ? deletedOnly(change) : change]
      const histories = historiesOf(id).filter((each) => each === id || !stays(each))
      for (const each of histories) forgotten.add(each)
      return operation === 'none' && histories.length === 0 ? [] : [withoutPast(change)]
    })
    for (const id of forgotten) forget.run(id)
    return kept
  }
}
