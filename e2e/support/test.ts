import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SanityClient } from '@sanity/client'
import { test as base, type Page } from '@playwright/test'
import { lakeCommand } from './command.ts'
import { startProcess, type RunningProcess } from './site-process.ts'

export type Site = RunningProcess & {
  dataFolder: string
  /** The real client, as an administrator's script would use it. */
  client: SanityClient
  /** Starts the site again on the same data folder and port. */
  restart: (signal?: 'SIGINT' | 'SIGKILL') => Promise<void>
}

type WorkerFixtures = {
  /** The sample publication, for tests that only read: one process for all of them. */
  publication: RunningProcess
}

type Fixtures = {
  /** A folder of this test alone, gone after it. */
  dataFolder: string
  /** Further settings for the site of a file: `test.use({ settings: {…} })`. */
  settings: Record<string, string>
  /** The site on a fresh data folder with the sample publication. */
  site: Site
  /** A site whose lake is none: the address answers, but not as a lake does, so that no page can be made. */
  lakeless: RunningProcess
  /** A page in which any console message, page error or failed request fails the test. */
  reader: Page
}

const newFolder = () => mkdtemp(join(tmpdir(), 'lakeside-e2e-'))

/** A client for the lake of a site, with a token from the command line. */
export async function clientFor(dataFolder: string, apiHost: string): Promise<SanityClient> {
  const token = await lakeCommand(dataFolder, 'token', '--role', 'administrator')
  return createClient({ projectId: 'lakeside', dataset: 'production', apiHost, useProjectHostname: false, useCdn: false, apiVersion: '2025-02-19', token, perspective: 'raw' })
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  publication: [
    async ({}, use) => {
      const folder = await newFolder()
      const running = await startProcess({ LAKESIDE_DATA: folder })
      await use(running)
      await running.stop()
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  settings: [{}, { option: true }],
  dataFolder: async ({}, use) => {
    const folder = await newFolder()
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  site: async ({ dataFolder, settings }, use) => {
    const given = { ...settings, LAKESIDE_DATA: dataFolder }
    let running = await startProcess(given)
    const site: Site = {
      ...running,
      dataFolder,
      client: await clientFor(dataFolder, `${running.url}/lake`),
      restart: async (signal) => {
        await running.stop(signal)
        running = await startProcess({ ...given, PORT: new URL(running.url).port })
        Object.assign(site, running)
      },
    }
    await use(site)
    await running.stop()
  },
  lakeless: async ({ publication, dataFolder }, use) => {
    const running = await startProcess({ LAKESIDE_DATA: dataFolder, SANITY_API_HOST: `${publication.url}/no-lake` })
    await use(running)
    await running.stop()
  },
  reader: async ({ page }, use) => {
    const trouble: string[] = []
    page.on('console', (message) => trouble.push(`console ${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
    page.on('requestfailed', (request) => trouble.push(`failed: ${request.url()} ${request.failure()?.errorText}`))
    await use(page)
    if (trouble.length > 0) throw new Error(`the reader's browser was not quiet:\n${trouble.join('\n')}`)
  },
})

export { expect } from '@playwright/test'

export const articlePath = '/zh-TW/academy/research-analysis/whether-chatgpt-is-open-source-is-controversial'
