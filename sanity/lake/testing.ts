import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClientConfig, createClient, type SanityClient } from '@sanity/client'
import type { LogEntry } from './log-entry.ts'
import { type Lake, type LakeOptions, openLake } from './lake.ts'

export type TestLake = {
  lake: Lake
  folder: string
  /** `http://127.0.0.1:<port>` */
  origin: string
  /** `<origin>/lake` */
  base: string
  /** An administrator's token. */
  token: string
  /** What the lake said of itself. */
  log: LogEntry[]
  client(config?: Partial<ClientConfig>): SanityClient
  /** A client without a token. */
  stranger(config?: Partial<ClientConfig>): SanityClient
  /** Signs the owner in by a link, with what is said of oneself the first time. Answers the `Cookie` header. */
  signIn(said?: Record<string, string>): Promise<string>
  /** Ends the lake and its server, and leaves the folder. */
  stop(): Promise<void>
  /** Ends the lake and its server, and opens both again on the same folder. The port is another. */
  restart(): Promise<TestLake>
  close(): Promise<void>
}

type TestOptions = Partial<LakeOptions> & {
  /** An administrator's token from before. Without it a new one is made. */
  token?: string
}

/** A real lake on a real server with a port of its own and a folder that is taken away in the end. */
export async function openTestLake(options: TestOptions = {}): Promise<TestLake> {
  return openOn(options.folder ?? (await mkdtemp(join(tmpdir(), 'lakeside-'))), options)
}

async function openOn(folder: string, options: TestOptions): Promise<TestLake> {
  const server = createServer()
  try {
    return await serveOn(server, folder, options)
  } catch (error) {
    server.close()
    throw error
  }
}

async function serveOn(server: Server, folder: string, options: TestOptions): Promise<TestLake> {
  const log: LogEntry[] = []
  const origin = await listen(server)
  const lake = await openLake({
    folder,
    projectId: 'lakeside',
    dataset: 'production',
    basePath: '/lake',
    publicUrl: origin,
    trustedProxies: [],
    log: (entry) => log.push(entry),
    ...options,
  })
  server.on('request', (req, res) => lake.handle(req, res))
  server.on('upgrade', (req, socket, head) => lake.upgrade(req, socket, head))
  const base = `${origin}/lake`
  const token = options.token ?? (await lake.createToken({ label: 'tests', role: 'administrator' }))

  const clientConfig: ClientConfig = {
    projectId: 'lakeside',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: base,
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
  }

  async function stop(): Promise<void> {
    await lake.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }

  return {
    lake,
    folder,
    origin,
    base,
    token,
    log,
    client: (config = {}) => createClient({ ...clientConfig, token, ...config }),
    stranger: (config = {}) => createClient({ ...clientConfig, ...config }),
    async signIn(said = { skip: '1' }) {
      const code = new URL(await lake.createSignInLink()).searchParams.get('code') ?? ''
      return cookieOf(await postForm(`${base}/sign-in/link`, { code, ...said }))
    },
    stop,
    async restart() {
      await stop()
      return openOn(folder, options)
    },
    async close() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Sends a form as a browser does from a page of the same origin. */
export function postForm(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { origin: new URL(url).origin, ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
}

/** The `Cookie` header for the session that an answer begins; empty when it begins none. */
export function cookieOf(answer: Response): string {
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

/** Links carry the public address, which a test may have set to another. */
export function onThisPort(link: string, origin: string): string {
  const url = new URL(link)
  return origin + url.pathname + url.search
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (address !== null && typeof address === 'object') resolve(`http://127.0.0.1:${address.port}`)
      else reject(new Error('The server has no port.'))
    })
  })
}
