import { createClient } from '@sanity/client'
import { loadSample } from '#sanity/content/load.ts'
import type { Lake } from '#sanity/lake/lake.ts'

/** Documents that somebody wrote: neither the lake's own nor uploaded files. A load that was cut off leaves none of them. */
const COUNT_WRITTEN = 'count(*[!(_id in path("_.**")) && !(_type in ["sanity.imageAsset", "sanity.fileAsset"])])'

/** Loads the sample publication into a lake in which nobody has written anything yet. `say` hears of each long step. */
export async function fillEmptyLake(
  lake: Lake,
  apiHost: string,
  place: { projectId: string; dataset: string },
  say: (line: string) => void,
): Promise<void> {
  const client = createClient({
    ...place,
    apiHost,
    useProjectHostname: false,
    useCdn: false,
    apiVersion: '2025-02-19',
    token: lake.loaderToken,
    perspective: 'raw',
  })
  if ((await client.fetch<number>(COUNT_WRITTEN)) > 0) return
  say('loading the sample publication …')
  try {
    const { created, uploaded } = await loadSample(client)
    say(`the sample publication is loaded: ${created} documents, ${uploaded} pictures.`)
  } catch (error) {
    // The process can serve what is there, and the next start tries again.
    if (!(error instanceof Error && 'statusCode' in error && error.statusCode === 507)) throw error
    say(
      'the sample publication was not loaded: the disk that holds the data folder is full. Free some space there and start again.',
    )
  }
}
