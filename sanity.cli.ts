import { defineCliConfig } from 'sanity/cli'

/** For Sanity's own command line. The two variables are set by sanity/typegen.ts, which works in a temporary folder. */
export default defineCliConfig({
  api: {
    projectId: process.env.SANITY_PROJECT_ID || 'lakeside',
    dataset: process.env.SANITY_DATASET || 'production',
  },
  typegen: {
    path: './{app,components}/**/*.groq.ts',
    schema: process.env.LAKESIDE_TYPEGEN_SCHEMA || './schema.json',
    generates: process.env.LAKESIDE_TYPEGEN_OUTPUT || './sanity/types.generated.ts',
    overloadClientMethods: false,
  },
})
