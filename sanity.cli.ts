import { join } from 'node:path'
import { defineCliConfig } from 'sanity/cli'

const ours = join(import.meta.dirname, 'cli', 'sanity-cli', 'lake-client.ts')
/** What Sanity's command line bundles before it runs it (documents validate) escapes `npm run sanity`'s own way to the lake. */
const throughLake = {
  name: 'through-lake',
  enforce: 'pre' as const,
  resolveId: (source: string, importer: string | undefined) =>
    source === '@sanity/client' && importer !== ours ? ours : null,
}

/** For Sanity's own command line. The variables of TypeGen are set by sanity/typegen.ts, which works in a temporary folder. */
export default defineCliConfig({
  api: {
    projectId: process.env.SANITY_PROJECT_ID || 'lakeside',
    dataset: process.env.SANITY_DATASET || 'production',
  },
  ...(process.env.LAKESIDE_CLI_LAKE ? { vite: { plugins: [throughLake] } } : {}),
  typegen: {
    path: './{app,components}/**/*.groq.ts',
    schema: process.env.LAKESIDE_TYPEGEN_SCHEMA || './schema.json',
    generates: process.env.LAKESIDE_TYPEGEN_OUTPUT || './sanity/types.generated.ts',
    overloadClientMethods: false,
  },
})
