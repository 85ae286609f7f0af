import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type CachedImage = { path: string; size: number; key: string }
/** A picture that could not be kept: the disk is full, or can't be written. `reason` is the system's. */
export type UnkeptImage = { bytes: Uint8Array; key: string; reason: string }

export type ImageCache = {
  /** The picture under this key, or `null`. Being asked for keeps it. */
  find(key: string, extension: string): Promise<CachedImage | null>
  /**
   * Has the picture made and keeps it. Drops the longest unused ones when there is too much.
   * @param make writes the picture to the path and resolves with `null`. Without a path, or when nothing can be written there, it resolves with the bytes.
   */
  add(key: string, extension: string, make: MakeImage): Promise<CachedImage | UnkeptImage>
}

type MakeImage = (path: string | null) => Promise<{ bytes: Uint8Array; reason: string } | null>

/** The key of a made picture: the same source made by the same plan is the same picture. Raise the number when the making changes. */
export function imageKey(file: string, plan: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([2, file, plan]))
    .digest('hex')
    .slice(0, 40)
}

/** Made pictures in a folder of at most `mostBytes`. Everything in it can be made again, so nothing is synced. */
export async function openImageCache(folder: string, mostBytes: number): Promise<ImageCache> {
  const kept = new Map<string, { size: number; used: number }>()
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    if (entry.name.startsWith('.')) await rm(path, { force: true }) // half made by a process that was killed
    else {
      const { size, mtimeMs } = await stat(path)
      kept.set(path, { size, used: mtimeMs })
    }
  }
  let total = [...kept.values()].reduce((sum, { size }) => sum + size, 0)

  const pathOf = (key: string, extension: string) => join(folder, key.slice(0, 2), `${key}.${extension}`)

  async function shrink(): Promise<void> {
    if (total <= mostBytes) return
    for (const [path, { size }] of [...kept].toSorted(([, a], [, b]) => a.used - b.used)) {
      kept.delete(path)
      total -= size
      await rm(path, { force: true })
      if (total <= mostBytes * 0.9) return
    }
  }

  return {
    async find(key, extension) {
      const path = pathOf(key, extension)
      const entry = kept.get(path)
      if (!entry) return null
      const found = await stat(path).catch(() => null)
      if (!found) {
        kept.delete(path) // somebody emptied the folder; it may be emptied at any time
        total -= entry.size
        return null
      }
      const now = Date.now()
      if (now - entry.used > 60_000) await utimes(path, now / 1000, now / 1000).catch(() => {})
      entry.used = now
      return { path, size: found.size, key }
    },
    async add(key, extension, make) {
      const path = pathOf(key, extension)
      const unfinished = join(folder, `.${randomUUID()}`)
      try {
        const refused = await mkdir(dirname(path), { recursive: true }).then(() => null, messageOf)
        const unkept = await make(refused === null ? unfinished : null)
        if (unkept) return { bytes: unkept.bytes, key, reason: refused ?? unkept.reason }
        const notMoved = await rename(unfinished, path).then(() => null, messageOf)
        if (notMoved !== null) return { bytes: await readFile(unfinished), key, reason: notMoved }
      } finally {
        await rm(unfinished, { force: true }).catch(() => {}) // what is left half made is taken away at the next start
      }
      const { size } = await stat(path)
      total += size - (kept.get(path)?.size ?? 0)
      kept.set(path, { size, used: Date.now() })
      await shrink()
      return { path, size, key }
    },
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
