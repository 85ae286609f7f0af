import type { MetadataRoute } from 'next'
import { absoluteUrl } from '#lib/links/paths.ts'
import { siteOrigin } from '#sanity/query.ts'

export const dynamic = 'force-dynamic' // the public address is a setting of the process, not of the build

export default function robots(): MetadataRoute.Robots {
  return {
    rules: { userAgent: '*', allow: '/', disallow: '/studio' },
    sitemap: absoluteUrl(siteOrigin(), '/sitemap.xml'),
  }
}
