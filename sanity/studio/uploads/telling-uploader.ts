import type { AssetSource, AssetSourceUploader, AssetSourceUploadEvent, AssetSourceUploadFile } from 'sanity'

type Uploader = new () => AssetSourceUploader

/** Tells a person about a file that was not uploaded. Answers whether there was anything to tell. */
export type Tell = (file: AssetSourceUploadFile) => boolean

/**
 * A source of assets whose failures are told by `tell`. The Studio has one sentence for all failures and does not look at the error; what was
 * told is kept from it, so that nobody reads two messages of which one is wrong.
 */
export const tellingSource = (source: AssetSource, tell: Tell): AssetSource => {
  if (!source.Uploader) return source
  const Original: Uploader = source.Uploader
  return {
    ...source,
    Uploader: class extends Original {
      override subscribe(subscriber: (event: AssetSourceUploadEvent) => void) {
        const told = new WeakSet<AssetSourceUploadFile>()
        return super.subscribe((event) => {
          if (event.type !== 'error') return subscriber(event)
          // Each such event names all files that failed so far.
          const untold = event.files.filter((file) => !told.has(file) && !tell(file))
          for (const file of event.files) told.add(file)
          if (untold.length > 0) subscriber({ ...event, files: untold })
        })
      }
    },
  }
}
