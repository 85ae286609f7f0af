import type { NextConfig } from 'next'

const config: NextConfig = {
  htmlLimitedBots: /^gateway$/, // the gateway asks as a bot: whole HTML, metadata in the head, the true status
  poweredByHeader: false,
  experimental: { inlineCss: true }, // the first paint waits for no second request (decision 18)
  reactStrictMode: true,
  turbopack: {
    root: import.meta.dirname,
    // The Studio's own web font would be asked for at an outside host.
    rules: { '*.css': { condition: { all: ['foreign', { content: /@font-face/ }] }, loaders: ['./sanity/studio/outside-fonts.ts'], as: '*.css' } },
  },
}

export default config
