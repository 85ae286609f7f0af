import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,bench,cli,components,lib,sanity,server}/**/*.test.{ts,tsx}'],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    // Left to itself vitest keeps one core of the two free.
    maxWorkers: '100%',
    // The lake's tests start real servers and workers; on two busy cores the default of 5 s measures the machine, not the code.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
