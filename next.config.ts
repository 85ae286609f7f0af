import type { NextConfig } from 'next'

const config: NextConfig = {
  htmlLimitedBots: /^gateway$/, // the gateway asks as a bot: whole HTML, metadata in the head, the true status
  typescript: { ignoreBuildErrors: true }, // types are checked by `npm test`, once; here they would be ten seconds of every first start
  poweredByHeader: false,
  experimental: {
    turbopackFileSystemCacheForBuild: process.env.CI === undefined, // a second build takes a third of the time; on a machine that builds once it is only written
  },
  reactStrictMode: true,
  turbopack: {
    root: import.meta.dirname,
    // Browsers know it, Turbopack's CSS parser does not yet: it keeps the rule and warns at every page in development.
    ignoreIssue: [{ path: '**/table-of-contents.module.css', description: /'target-current' is not recognized/ }],
    // The Studio's own web font would be asked for at an outside host.
    rules: {
      '*.css': {
        condition: { all: ['foreign', { content: /@font-face/ }] },
        loaders: ['./sanity/studio/outside-fonts.ts'],
        as: '*.css',
      },
    },
  },
}

export default config
