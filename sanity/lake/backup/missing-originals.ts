import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

const ASSETS = `select id, json_extract(json, '$.path') as path, json_extract(json, '$.size') as size from documents
  where type in ('sanity.imageAsset', 'sanity.fileAsset') order by id`

/**
 * The ids of the documents whose original is not in the folder, or not in its full size.
 * @param owner `<project>/<dataset>`: files that were taken over from elsewhere are served from there.
 */
export function missingOriginals(db: DatabaseSync, assets: string, owner: string): readonly string[] {
  return db
    .prepare(ASSETS)
    .all()
    .filter(({ path, size }) => {
      const isOwn = String(path).startsWith(`images/${owner}/`) || String(path).startsWith(`files/${owner}/`)
      if (!isOwn) return false
      const found = statSync(join(assets, basename(String(path))), { throwIfNoEntry: false })
      return !found?.isFile() || (typeof size === 'number' && found.size !== size)
    })
    .map(({ id }) => String(id))
}
