import { cp, mkdtemp, rm } from 'node:fs/promises'
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
  /** A data folder with the sample publication and an administrator's token, to be copied: loading it again for each test takes longer than most tests. */
  filled: { folder: string; token: string }
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

const newToken = (dataFolder: string) => lakeCommand(dataFolder, 'token', '--role', 'administrator')

const clientWith = (token: string, apiHost: string) =>
  createClient({
    projectId: 'lakeside',
    dataset: 'production',
    apiHost,
    useProjectHostname: false,
    useCdn: false,
    apiVersion: '2025-02-19',
    token,
    perspective: 'raw',
  })

/** A client for the lake of a site, with a token from the command line. */
export const clientFor = async (dataFolder: string, apiHost: string): Promise<SanityClient> =>
  clientWith(await newToken(dataFolder), apiHost)

export const test = base.extend<Fixtures, WorkerFixtures>({
  filled: [
    async ({}, use) => {
      const folder = await newFolder()
      const lake = await startProcess({ LAKESIDE_DATA: folder }, ['cli/lake.ts', 'serve'])
      const token = await newToken(folder)
      await lake.stop()
      await use({ folder, token })
      await rm(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  publication: [
    async ({ filled }, use) => {
      const folder = await newFolder()
      await cp(filled.folder, folder, { recursive: true })
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
  site: async ({ dataFolder, settings, filled }, use) => {
    const given = { ...settings, LAKESIDE_DATA: dataFolder }
    const isFilled = settings.LAKESIDE_SAMPLE !== 'off'
    if (isFilled) await cp(filled.folder, dataFolder, { recursive: true })
    let running = await startProcess(given)
    const site: Site = {
      ...running,
      dataFolder,
      client: clientWith(isFilled ? filled.token : await newToken(dataFolder), `${running.url}/lake`),
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
