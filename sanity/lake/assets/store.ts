import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { tooLarge } from '../http/body.ts'

export type Incoming = { path: string; sha1: string; size: number }

export type AssetStore = {
  /** Writes a body to a temporary file. Throws LakeError 413 over the limit; leaves nothing behind when it throws. */
  receive(body: Readable, limit: number): Promise<Incoming>
  /** Gives a received file its name, durably. The same content under the same name is kept once. */
  keep(incoming: Incoming, name: string): Promise<void>
  /** Takes a received file away that nobody wants. */
  discard(incoming: Incoming): Promise<void>
  /** Where the originals of that name are, and how many bytes; `null` when there are none. */
  find(name: string): Promise<{ path: string; size: number } | null>
}

/** The folder of uploaded originals. What an earlier process left half received is taken away. */
export async function openAssetStore(folder: string): Promise<AssetStore> {
  const arrivals = join(folder, 'incoming')
  for (const name of await readdir(arrivals)) await rm(join(arrivals, name), { force: true, recursive: true })

  return {
    async receive(body, limit) {
      const path = join(arrivals, randomUUID())
      const hash = createHash('sha1')
      let size = 0
      try {
        await pipeline(
          body.iterator({ destroyOnReturn: false }), // the one who sent what can't be kept is told so on its connection
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              size += chunk.length
              if (size > limit) throw tooLarge(limit)
              hash.update(chunk)
              yield chunk
            }
          },
          createWriteStream(path, { flags: 'wx', flush: true }),
        )
        return { path, sha1: hash.digest('hex'), size }
      } catch (error) {
        await rm(path, { force: true })
        throw error
      }
    },
    async keep(incoming, name) {
      await rename(incoming.path, join(folder, name))
      await syncFolder(folder)
    },
    discard: (incoming) => rm(incoming.path, { force: true }),
    async find(name) {
      const path = join(folder, name)
      const found = await stat(path).catch(() => null)
      return found?.isFile() ? { path, size: found.size } : null
    },
  }
}

/** A renamed file survives a power cut only when its folder is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // folders can't be opened there
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
