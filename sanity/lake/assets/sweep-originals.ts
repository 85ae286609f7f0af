import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../engine/types.ts'
import { fileName, imageName } from './asset-names.ts'

/** Milliseconds. Between an original and its document are moments; a day leaves room for clocks that were set. */
const oldEnough = 24 * 60 * 60 * 1000
const atOnce = 200

/**
 * Deletes originals of which nothing knows: a process was killed between writing the file and its document. Kept are those that have a
 * document, or once had one (history can bring it back), or to which any document refers, and every file of another kind of name.
 * @returns the names of the deleted.
 */
export async function sweepOriginals({
  folder,
  engine,
  now,
}: {
  folder: string
  engine: Engine
  now: () => Date
}): Promise<readonly string[]> {
  const originals = (await readdir(folder)).flatMap((name) => imageName(name) ?? fileName(name) ?? [])
  const swept: string[] = []
  for (let begin = 0; begin < originals.length; begin += atOnce) {
    const some = originals.slice(begin, begin + atOnce)
    const found = await engine.documents(some.map(({ documentId }) => documentId))
    for (const { file, documentId } of some.filter((_, index) => !found[index])) {
      const path = join(folder, file)
      const isOld = now().getTime() - (await stat(path)).mtimeMs > oldEnough
      if (!isOld || (await isNamed(engine, documentId))) continue
      await rm(path)
      swept.push(file)
    }
  }
  return swept
}

/** Whether history has a document of that id, or some document refers to it. */
async function isNamed(engine: Engine, id: string): Promise<boolean> {
  if ((await engine.transactions({ documentIds: [id], limit: 1 })).length > 0) return true
  const { result } = await engine.query({
    query: 'count(*[references($id)])',
    params: { id },
    perspective: 'raw',
    lane: 'studio',
  })
  return result !== 0
}
