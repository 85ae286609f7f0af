import type { Settings } from '#lib/settings/settings.ts'

/**
 * What the site half (Next's bundles, which share no module with this process) reads from the environment.
 * It asks the embedded lake over HTTP as it would ask any other, so both kinds of lake run the same code.
 */
export function siteEnvironment(options: {
  lake: Settings['lake']
  publicUrl: string
  /** This process's own address, for asking the embedded lake. */
  innerUrl: string
  /** The embedded lake's token for the site. */
  siteToken: string | undefined
  /** The embedded lake's token for draft mode. */
  previewToken: string | undefined
  /** Signs the cookies of preview links. */
  previewKey: string
}): Record<string, string> {
  const { lake, publicUrl, innerUrl, siteToken, previewToken, previewKey } = options
  const common = {
    SANITY_PROJECT_ID: lake.projectId,
    SANITY_DATASET: lake.dataset,
    LAKESIDE_URL: publicUrl,
    LAKESIDE_PREVIEW_KEY: previewKey,
  }
  if (lake.kind === 'embedded')
    return {
      ...common,
      LAKESIDE_EMBEDDED: '1',
      SANITY_API_HOST: `${innerUrl}/lake`,
      SANITY_READ_TOKEN: siteToken ?? '',
      SANITY_PREVIEW_TOKEN: previewToken ?? '',
      LAKESIDE_IMAGES: '/lake',
    }
  return {
    ...common,
    LAKESIDE_EMBEDDED: '',
    SANITY_API_HOST: lake.apiHost ?? '',
    SANITY_READ_TOKEN: lake.readToken ?? '',
    SANITY_PREVIEW_TOKEN: lake.readToken ?? '',
    LAKESIDE_IMAGES: imageBase(lake.apiHost),
  }
}

/** Where images of a lake elsewhere are: at the lake itself, or at Sanity's own image host. */
export function imageBase(apiHost: string | undefined): string {
  return apiHost ?? 'https://cdn.sanity.io'
}
