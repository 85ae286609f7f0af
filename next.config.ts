import type { NextConfig } from 'next'

const config: NextConfig = {
  htmlLimitedBots: /^gateway$/, // the gateway asks as a bot: whole HTML, metadata in the head, the true status
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: import.meta.dirname },
}

export default config
