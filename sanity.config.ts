import { createStudioConfig } from './sanity/studio/config.ts'

/** The Studio as Sanity's own command line reads it (schema extract, documents validate …). The site mounts it in app/, with its lake. */
export default createStudioConfig({
  projectId: process.env.SANITY_PROJECT_ID || 'lakeside',
  dataset: process.env.SANITY_DATASET || 'production',
  basePath: '/studio',
})
