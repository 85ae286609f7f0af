import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { extractSchema } from '@sanity/schema/_internal'
import { createSchema } from 'sanity'
import { schemaTypes } from './schema.ts'

// `node sanity/typegen.ts` writes sanity/types.generated.ts; `--check` only compares and exits 1 when it is stale.
// Works offline: the schema is read from the list of types, not from a built Studio (which takes ten seconds more).

const root = join(import.meta.dirname, '..')
const generated = join(root, 'sanity', 'types.generated.ts')

/** The project's import map in the words of a tsconfig: TypeGen resolves imports by `paths` only and would not find `#components/…`. */
const pathsOf = (imports: Record<string, string>) =>
  Object.fromEntries(Object.entries(imports).map(([from, to]) => [from, [to]]))

/** Runs Sanity TypeGen and gives the text of the types, or throws with what TypeGen said when a query can't be typed. */
const generateTypes = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'lakeside-typegen-'))
  try {
    const output = join(folder, 'types.ts')
    const schema = join(folder, 'schema.json')
    const tsconfig = join(folder, 'tsconfig.json')
    const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      imports: Record<string, string>
    }
    writeFileSync(schema, JSON.stringify(extractSchema(createSchema({ name: 'lakeside', types: schemaTypes }), {})))
    writeFileSync(tsconfig, JSON.stringify({ compilerOptions: { baseUrl: root, paths: pathsOf(imports) } }))
    const cli = join(root, 'node_modules', '@sanity', 'cli', 'bin', 'run.js')
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'typegen', 'generate'], {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        TS_NODE_PROJECT: tsconfig,
        LAKESIDE_TYPEGEN_SCHEMA: schema,
        LAKESIDE_TYPEGEN_OUTPUT: output,
        NO_COLOR: '1',
        DO_NOT_TRACK: '1',
      },
    })
    // TypeGen exits 0 when a query could not be read and leaves its type out.
    const complaints = `${stdout}${stderr}`.split('\n').filter((line) => /✖|⚠|Error/.test(line))
    if (status !== 0 || complaints.length > 0)
      throw new Error(`TypeGen could not type every query:\n${stdout}${stderr}`)
    return readFileSync(output, 'utf8').replaceAll(/^\/\/ Source: .*schema\.json$/gm, '// Source: sanity/schema.ts')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const readOr = (file: string, otherwise: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

try {
  const types = generateTypes()
  const isFresh = types === readOr(generated, '')
  if (!process.argv.includes('--check')) writeFileSync(generated, types)
  else if (!isFresh) throw new Error('sanity/types.generated.ts is stale: run `npm run typegen` and commit the result.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
