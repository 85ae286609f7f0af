import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/support/chromium.ts'

export default defineConfig({
  testDir: 'e2e',
  fullyParallel: true,
  // Two cores: each worker runs a whole site process and a browser of its own.
  workers: 2,
  retries: 0, // a test that passes at the second try hides a fault
  timeout: 90_000,
  expect: { timeout: 15_000, toPass: { intervals: [100, 250] } }, // left to itself it looks once a second, and half of that is waited for nothing each time
  forbidOnly: true,
  use: {
    locale: 'zh-TW',
    timezoneId: 'America/New_York', // nobody's zone here: times must come out in the publication's
    // No trace: its snapshots of the Studio slow these two cores until the Studio's own limits run out.
    screenshot: 'only-on-failure',
    launchOptions,
  },
})
