import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** The Chromium to test with: the one named in CHROMIUM, the system's, or Playwright's own; undefined where there is none. */
export function findChromium(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return [env.CHROMIUM, ...places, chromium.executablePath()].find(
    (place) => place !== undefined && place !== '' && existsSync(place),
  )
}

const executablePath = findChromium(process.env)

/** How every test starts Chromium. Without the last four its own traffic to its maker hangs on a machine without internet. */
export const launchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
}

/** The same with the browser's memory of pages (back/forward cache), which Playwright turns off. */
export const launchWithPageMemory = { ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }

/** The one command that installs a Chromium here, for the person who has none. */
export function howToInstall(platform: NodeJS.Platform): string {
  return platform === 'linux' && existsSync('/etc/debian_version')
    ? 'apt-get update && apt-get install -y chromium fonts-noto-cjk'
    : 'npx playwright install chromium'
}
