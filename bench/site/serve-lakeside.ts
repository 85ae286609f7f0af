import { createClient, type SanityClient } from '@sanity/client'
import { settingNames } from '#lib/settings/settings.ts'
import { runToEnd, startProcess, type RunningProcess } from '../../e2e/support/site-process.ts'
import { ask } from './ask.ts'
import type { Article, Contender } from './contender.ts'
import { BenchError, pin, serverCore } from './machine.ts'
import { pages } from './pages.ts'

export type Lakeside = Contender & {
  /** `http://…`, without a path. */
  origin: string
  dataFolder: string
  /** Signs in once; a lake alone has none. */
  signInLink: string | undefined
  /** Everything the process has said of trouble so far. */
  errors: () => string
}

/** A developer's own .env names other lakes; an empty variable counts as not set and hides it. */
const ownSettings = Object.fromEntries(settingNames.filter((name) => name !== 'PORT').map((name) => [name, '']))

/** Starts the site as `npm start` does, on a folder of its own with the sample publication. `settings` as in .env.example. */
export async function serveLakeside(dataFolder: string, settings: Record<string, string> = {}): Promise<Lakeside> {
  const running = await startProcess({ ...ownSettings, ...settings, LAKESIDE_DATA: dataFolder }, ['run.mjs', 'start'])
  return pinned(running, dataFolder)
}

/** Starts the lake alone, as `npm run lake -- serve` does. */
export async function serveLake(dataFolder: string): Promise<Lakeside> {
  return pinned(
    await startProcess({ ...ownSettings, LAKESIDE_DATA: dataFolder }, ['run.mjs', 'lake', 'serve']),
    dataFolder,
  )
}

function pinned(running: RunningProcess, dataFolder: string): Lakeside {
  pin(running.pid, serverCore)
  const origin = new URL(running.url.replace('//localhost:', '//127.0.0.1:')).origin
  return {
    name: 'Lakeside',
    origin,
    url: `${origin}${pages.article}`,
    pid: running.pid,
    dataFolder,
    signInLink: running.signInLink,
    errors: running.errors,
    stop: async () => void (await running.stop('SIGTERM')),
  }
}

/** Prints a token of that role with the command line, as a person would. */
export async function tokenFor(dataFolder: string, role: 'administrator' | 'viewer'): Promise<string> {
  const { code, out, errors } = await runToEnd(['cli/lake.ts', 'token', '--role', role], {
    ...ownSettings,
    LAKESIDE_DATA: dataFolder,
  })
  if (code !== 0) throw new BenchError(`no token: ${errors}`)
  return out.trim()
}

/** The real client with an administrator's token; `apiHost` is the lake's address. */
export async function editorOf(dataFolder: string, apiHost: string): Promise<SanityClient> {
  const token = await tokenFor(dataFolder, 'administrator')
  return createClient({
    projectId: 'lakeside',
    dataset: 'production',
    apiHost,
    useProjectHostname: false,
    useCdn: false,
    apiVersion: '2025-02-19',
    token,
    perspective: 'raw',
  })
}

/** The article as Lakeside sends it, plain and compressed. Throws BenchError when it is not sent so. */
export async function fetchArticle({ url }: Contender): Promise<Article> {
  const [plain, compressed] = [await ask(url, 'identity'), await ask(url, 'gzip')]
  if (!plain.body.includes('</html>') || compressed.headers['content-encoding'] !== 'gzip')
    throw new BenchError(`${url} does not answer with the article`)
  return { html: plain.body, gzip: compressed.body }
}
