// Runs under whatever Node a new machine has (20 or later), before anything is installed: plain JavaScript, no packages.
// Installs and builds what is missing, then hands over to the Node that the project brings.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const modules = join(root, 'node_modules')
const installStamp = join(modules, '.lakeside-installed')
const buildStamp = join(root, '.next', 'lakeside-built')
/** What `next build` reads. server/ and cli/ run as they are. */
const sources = [
  'app',
  'components',
  'lib',
  'sanity',
  'next.config.ts',
  'tsconfig.json',
  'package-lock.json',
  'package.json',
]

/**
 * Left to itself V8 lets a heap grow to four times what lives in it, and each of the five threads has a large nursery. With a thousand long
 * articles a third of the process would be garbage (790 MB, with these flags 540), for pages that are made a tenth faster.
 */
const frugal = ['--heap-growing-percent=120', '--max-semi-space-size=8']

const commands = {
  start: { build: true, script: 'server/main.ts', args: [], flags: frugal },
  dev: { build: false, script: 'server/main.ts', args: ['--dev'] },
  build: { build: true },
  test: { build: false, script: 'cli/test.ts', args: [] },
  lake: { build: false, script: 'cli/lake.ts', args: [], flags: frugal },
  sanity: { build: false, script: 'cli/sanity.ts', args: [] },
  sample: { build: false, script: 'cli/sample.ts', args: [] },
  bench: { build: true, script: 'bench/site/main.ts', args: [] },
  check: { build: false, script: 'cli/check.ts', args: [] },
  typegen: { build: false, script: 'sanity/typegen.ts', args: [] },
}

function say(line) {
  process.stderr.write(`lakeside: ${line}\n`)
}

function stop(line) {
  say(line)
  process.exit(1)
}

/** One digest over the names and contents of files and folders below the project. */
function digest(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    const full = join(root, path)
    if (!existsSync(full)) return
    if (statSync(full).isDirectory())
      return readdirSync(full)
        .toSorted()
        .forEach((name) => visit(`${path}/${name}`))
    if (/\.test\.tsx?$/.test(path)) return
    hash.update(`${path}\0`).update(readFileSync(full))
  }
  paths.forEach(visit)
  return hash.digest('hex')
}

const isFresh = (stamp, value) => existsSync(stamp) && readFileSync(stamp, 'utf8') === value

/** The child's output is kept back and shown only when it fails: a newcomer needs one line, not three hundred warnings. */
function runQuietly(command, args, environment) {
  const done = spawnSync(command, args, {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 1 << 28,
  })
  if (done.error) stop(`${command} can't be started: ${done.error.message}`)
  if (done.signal) process.exit(1)
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}${done.stderr}`)
    stop(`${command} ${args.join(' ')} failed; its own words stand above.`)
  }
}

function environment() {
  const separator = process.platform === 'win32' ? ';' : ':'
  return {
    // Compiled code is kept from one start to the next, as are the types that were stripped from it: a fifth of a start.
    NODE_COMPILE_CACHE: join(modules, '.cache', 'lakeside-compiled'),
    // With an arena for each thread, memory that one has freed stays with it, and another asks the system for more: a tenth of the whole.
    MALLOC_ARENA_MAX: '2',
    ...process.env,
    PATH: `${join(modules, '.bin')}${separator}${process.env.PATH ?? ''}`,
    NEXT_TELEMETRY_DISABLED: '1',
    // next.config.ts is read by Node itself, as `next --experimental-next-config-strip-types` does: for one small file Next would load its compiler.
    __NEXT_NODE_NATIVE_TS_LOADER_ENABLED: 'true',
  }
}

function install() {
  const wanted = digest(['package-lock.json'])
  if (isFresh(installStamp, wanted)) return
  say('installing packages (one to two minutes the first time) …')
  runQuietly('npm', ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], process.env)
  writeFileSync(installStamp, wanted)
}

function build() {
  const wanted = digest(sources)
  if (isFresh(buildStamp, wanted)) return
  say('building the site (about a minute the first time) …')
  runQuietly(process.platform === 'win32' ? 'next.cmd' : join(modules, '.bin', 'next'), ['build'], environment())
  mkdirSync(join(root, '.next'), { recursive: true })
  writeFileSync(buildStamp, wanted)
}

function handOver({ script, args, flags = [] }, more) {
  const own = join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  const node = existsSync(own) ? own : process.execPath
  const words = [...flags, ...(existsSync(join(root, '.env')) ? ['--env-file=.env'] : []), script, ...args, ...more]
  if (process.execve && process.platform !== 'win32') return become(node, words)
  const child = spawn(node, words, {
    cwd: root,
    env: environment(),
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  // A terminal sends Ctrl-C to both: the child ends cleanly and this one waits for it. A lone SIGTERM is passed on.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('error', (error) => stop(`the project's Node can't be started: ${error.message}`))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

/** A newer Node can put another program in this one's place: one process less in memory, and signals reach who is meant. */
function become(node, words) {
  process.chdir(root)
  process.execve(node, [node, ...words], environment())
}

const [name = 'start', ...more] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) stop(`there is no command ${name}; there are ${Object.keys(commands).join(', ')}.`)
if (Number(process.versions.node.split('.')[0]) < 20)
  stop(`Node ${process.versions.node} is too old to begin with; install Node 20 or later.`)
install()
if (command.build) build()
if (command.script) handOver(command, more)
