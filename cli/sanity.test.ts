import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { SanityClient } from '@sanity/client'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestLake, type TestLake } from '#sanity/lake/testing.ts'
import { refusalOf } from './sanity-cli/refusals.ts'

const root = join(import.meta.dirname, '..')
const rows = z.array(z.looseObject({ _id: z.string() }))

let lake: TestLake
let work: string
/** Stands where the internet would be, and hears who wanted to go there. */
let internet: Server
const wanted: string[] = []

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'lakeside-cli-'))
  internet = createServer((request, response) => void (wanted.push(String(request.url)), response.writeHead(502).end()))
  internet.on(
    'connect',
    (request, socket) => void (wanted.push(String(request.url)), socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')),
  )
  await new Promise<void>((resolve) => internet.listen(0, '127.0.0.1', resolve))
  lake = await openTestLake()
})
afterAll(async () => {
  await lake.close()
  await new Promise((resolve) => internet.close(resolve))
  await rm(work, { recursive: true, force: true })
})

/** `npm run sanity -- <words>` on a data folder. */
function sanity(folder: string, ...words: string[]): Promise<{ code: number | string; out: string; errors: string }> {
  const address = internet.address()
  const proxy = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  const proxies = {
    NODE_USE_ENV_PROXY: '1',
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    HTTP_PROXY: proxy,
    http_proxy: proxy,
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
  }
  const env = {
    ...process.env,
    ...proxies,
    LAKESIDE_DATA: folder,
    SANITY_PROJECT_ID: '',
    SANITY_API_HOST: '',
    SANITY_DATASET: '',
    NO_COLOR: '1',
    NODE_ENV: 'development' as const,
  }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'cli', 'sanity.ts'), ...words],
      { cwd: root, env, maxBuffer: 1 << 26 },
      (error, out, errors) => resolve({ code: error?.code ?? 0, out, errors }),
    )
  })
}

test("Sanity's own command line works on the running lake, as the owner of the data folder, and wants nothing from the internet", async () => {
  const file = join(work, 'author.json')
  await writeFile(file, JSON.stringify({ _id: 'author-cli', _type: 'author', name: '湖邊的人' }))
  expect(await sanity(lake.folder, 'documents', 'create', file)).toMatchObject({ code: 0 })
  const script = join(work, 'script.ts')
  const client = 'client = getCliClient({ apiVersion: "2025-02-19", projectId: "lakeside", dataset: "production" })'
  // Outside of the project only a full path finds its packages.
  await writeFile(
    script,
    `import { getCliClient } from ${JSON.stringify(import.meta.resolve('sanity/cli'))}\nconst ${client}\nconsole.log(await client.fetch('*[_type == "author"][0]._id'), process.argv[2])\n`,
  )
  const [got, queried, users, executed] = await Promise.all([
    sanity(lake.folder, 'documents', 'get', 'author-cli'),
    sanity(lake.folder, 'documents', 'query', '*[_type == "author"].name'),
    sanity(lake.folder, 'users', 'list'),
    sanity(lake.folder, 'exec', script, '--with-user-token', '--', 'argument'),
  ])
  expect(JSON.parse(got.out)).toMatchObject({ _id: 'author-cli', name: '湖邊的人' })
  expect(JSON.parse(queried.out)).toEqual(['湖邊的人'])
  expect(users.out).toContain('管理員')
  expect(executed).toMatchObject({ code: 0, out: 'author-cli argument\n' })

  expect(await sanity(lake.folder, 'documents', 'delete', 'author-cli')).toMatchObject({ code: 0 })
  const log = await lake.client().request<string>({ url: '/data/history/production/transactions/author-cli' })
  const authors = log
    .trim()
    .split('\n')
    .map((line) => z.object({ author: z.string() }).parse(JSON.parse(line)).author)
  expect(authors).toEqual(['owner', 'owner'])
  expect(await lake.client().getDocument('author-cli')).toBeUndefined()
  expect(wanted).toEqual([])
}, 120_000)

test("what can't be done here is said in plain words; help is always given", async () => {
  expect(await sanity(lake.folder, 'login')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('No account is needed'),
  })
  for (const command of [
    'deploy',
    'projects create',
    'dataset create staging',
    'datasets delete production',
    'cors add http://x',
    'tokens list',
    'user invite a@b.tw',
    'schema deploy',
    'hook list',
    'org list',
  ]) {
    expect([command, refusalOf(command.split(' '))]).toEqual([command, expect.any(String)])
    expect(refusalOf([...command.split(' '), '--help'])).toBeNull()
  }
  for (const command of [
    'documents create x.json',
    'dataset export production',
    'dataset import x.tar.gz',
    'users list',
    'projects list',
    'schema extract',
    'schema validate',
    'typegen generate',
    'exec x.ts',
    'documents validate',
    'migration run x',
  ]) {
    expect([command, refusalOf(command.split(' '))]).toEqual([command, null])
  }
})

const reference = (to: string, more: object = {}) => ({ _type: 'reference', _ref: to, ...more })

/** Everything that an export must carry: references both ways, drafts, weak ones to nothing, pictures with crop and hotspot, and files. */
async function fill({ client }: TestLake): Promise<void> {
  const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#274' } })
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const image = await client().assets.upload('image', picture, {
    filename: '湖.jpg',
    title: '湖',
    description: '清晨',
    creditLine: '林岸',
  })
  const text = await client().assets.upload('file', Buffer.from('一行字\n'), {
    filename: '說明.txt',
    contentType: 'text/plain',
  })
  await client()
    .transaction()
    .create({
      _id: 'a',
      _type: 'page',
      title: 'a',
      next: reference('b'),
      parts: [{ _key: 'k', _type: 'part', text: '字', gone: reference('nobody', { _weak: true }) }],
    })
    .create({ _id: 'b', _type: 'page', next: reference('a') })
    .create({
      _id: 'drafts.a',
      _type: 'page',
      title: 'a, again',
      picture: {
        _type: 'image',
        alt: '湖',
        asset: reference(image._id),
        crop: { _type: 'sanity.imageCrop', top: 0.1, bottom: 0, left: 0.2, right: 0 },
        hotspot: { _type: 'sanity.imageHotspot', x: 0.5, y: 0.5, width: 0.3, height: 0.3 },
      },
    })
    .create({
      _id: 'c',
      _type: 'page',
      attachment: { _type: 'file', asset: reference(text._id) },
      numbers: [1, 2.5, -3],
      none: null,
      yes: true,
    })
    .create({
      _id: 'd',
      _type: 'page',
      title: 'd',
      _createdAt: '2017-01-02T03:04:05Z',
      _updatedAt: '2018-01-02T03:04:05Z',
    })
    .commit()
  for (const state of ['active', 'archived', 'published', 'scheduled']) await fillRelease(client(), state, image._id)
}

/** A release in a state, with versions as far as that has any: one with a picture, and a strong reference to a document, which an import sets last. */
async function fillRelease(client: SanityClient, state: string, imageId: string): Promise<void> {
  const releaseId = `r-${state}`
  await client.releases.create({ releaseId, metadata: { title: state, releaseType: 'asap' } })
  if (state !== 'published')
    await client.create({
      _id: `versions.${releaseId}.a`,
      _type: 'page',
      next: reference('b'),
      picture: { _type: 'image', asset: reference(imageId) },
    })
  if (state === 'archived') await client.releases.archive({ releaseId })
  if (state === 'published') await client.releases.publish({ releaseId })
  if (state === 'scheduled') await client.releases.schedule({ releaseId, publishAt: '2090-01-01T00:00:00Z' })
}

/** A document as JSON without what the lake gives: the revision, and the day of the last change where the importer puts references and files in afterwards. */
function withoutRevision({ _rev, _updatedAt, ...document }: z.infer<typeof rows>[number]): string {
  const isPatched = /"(?:_ref|_sanityAsset)":/.test(JSON.stringify(document))
  return JSON.stringify(isPatched ? document : { ...document, _updatedAt })
}

/** An export taken apart: documents, what is said of assets, and the bytes of every file by name. What each lake gives itself is left out. */
async function contentsOf(archive: string, folder: string) {
  await mkdir(folder)
  await promisify(execFile)('tar', ['xzf', archive, '-C', folder, '--strip-components=1'])
  const lines = (await readFile(join(folder, 'data.ndjson'), 'utf8')).trim().split('\n')
  const documents = rows.parse(lines.map((line) => JSON.parse(line))).map(withoutRevision)
  const assets = z
    .record(z.string(), z.looseObject({}))
    .parse(JSON.parse(await readFile(join(folder, 'assets.json'), 'utf8')))
  const said = Object.fromEntries(
    Object.entries(assets).map(([id, { _rev, _createdAt, _updatedAt, ...rest }]) => [id, rest]),
  )
  const names = (await readdir(folder, { recursive: true })).filter((name) => /^(images|files)./.test(name)).toSorted()
  const bytes = await Promise.all(
    names.map(async (name) => [
      name,
      createHash('sha256')
        .update(await readFile(join(folder, name)))
        .digest('hex'),
    ]),
  )
  return { documents: documents.toSorted(), assets: said, bytes }
}

test('an export, imported into an empty lake and exported again, is the same: documents to the byte, and files', async () => {
  const first = await openTestLake()
  await fill(first)
  const [archive, again] = [join(work, 'first.tar.gz'), join(work, 'again.tar.gz')]
  expect(await sanity(first.folder, 'dataset', 'export', 'production', archive)).toMatchObject({ code: 0 })
  await first.close()

  // Nobody runs this one: the command line opens the folder itself.
  const folder = join(work, 'empty')
  expect(await sanity(folder, 'dataset', 'import', archive, '--dataset', 'production')).toMatchObject({ code: 0 })
  expect(await sanity(folder, 'dataset', 'export', 'production', again)).toMatchObject({ code: 0 })

  const before = await contentsOf(archive, join(work, 'one'))
  // Five pages, four releases, and the versions of three.
  expect(before.documents).toHaveLength(12)
  expect(before.documents.join('\n')).toContain(
    '"_createdAt":"2017-01-02T03:04:05Z","title":"d","_updatedAt":"2018-01-02T03:04:05Z"',
  )
  expect(before.bytes.map(([name]) => String(name))).toEqual([
    expect.stringMatching(/^files.\w{40}\.txt$/),
    expect.stringMatching(/^images.\w{40}-40x60\.jpg$/),
  ])
  expect(await contentsOf(again, join(work, 'two'))).toEqual(before)
  expect(wanted).toEqual([])
}, 120_000)
