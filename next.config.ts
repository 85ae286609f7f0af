import type { NextConfig } from 'next'

const config: NextConfig = {
  htmlLimitedBots: /^gateway$/, // the gateway asks as a bot: whole HTML, metadata in the head, the true status
  compress: false, // the gateway is the front of every answer; compressing is its work
  poweredByHeader: false,
  reactStrictMode: true,
  turbopack: { root: import.meta.dirname },
}

export default config
