import { loadSample } from '#sanity/content/load.ts'
import { lakeClient, lakeClientUsage } from './lake-client.ts'

const lake = lakeClient(process.env)
if (!lake) {
  process.stderr.write(`npm run sample loads the sample publication into a lake. ${lakeClientUsage}\n`)
  process.exit(1)
}
try {
  const { created, kept, uploaded } = await loadSample(lake.client)
  process.stderr.write(
    `lakeside: ${created} documents and ${uploaded} pictures loaded, ${kept} documents were there already and stay as they are.\n`,
  )
} catch (error) {
  process.stderr.write(
    `lakeside: the sample was not loaded into ${lake.place}: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}
