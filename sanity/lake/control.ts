import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Command, command } from './auth/commands.ts'
import { RefusedError } from './auth/refused.ts'
import { LakeFolderError } from './lake-folder.ts'
import { readJsonText } from './work/json-text.ts'

const reply = z.union([
  z.object({ ok: z.string() }),
  z.object({ error: z.string(), isRefusal: z.boolean().default(false) }),
])

/** The address of a socket must fit into 108 bytes, on macOS into 104. */
const longestAddress = 100
const patience = 10_000
const mostBytes = 64 * 1024

/** What folders of sockets that don't fit into their data folders are called: by user, since the folder for temporary files is everybody's. */
const elsewherePrefix = () => `lakeside-${process.getuid?.() ?? 0}-`

/** Where the lake of a data folder listens. The folder must exist. */
export function controlAddress(folder: string): string {
  const path = realpathSync(folder)
  const name = createHash('sha256').update(path).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\lakeside-${name}`
  const beside = join(path, 'lake.sock')
  if (Buffer.byteLength(beside) <= longestAddress) return beside
  return join(tmpdir(), `${elsewherePrefix()}${name}`, 'lake.sock')
}

/**
 * Asks the lake that has this folder open. Answers what to print, `undefined` when no lake is running there.
 * Throws RefusedError when the lake refuses, when it does not answer within ten seconds, and when it belongs to another user.
 */
export function askRunningLake(folder: string, asked: Command): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const address = addressIn(folder)
    if (address === undefined) return resolve(undefined)
    const socket = connect(address)
    socket.setTimeout(patience, () =>
      socket.destroy(new RefusedError('The running lake did not answer within ten seconds.')),
    )
    socket.on('connect', () => socket.write(`${JSON.stringify(asked)}\n`))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ECONNREFUSED') resolve(undefined)
      else if (error.code === 'EACCES')
        reject(
          new RefusedError(`The lake in ${folder} belongs to another user of this machine. Run this as that user.`),
        )
      else reject(error)
    })
    socket.on('end', () => reject(new RefusedError('The running lake hung up.')))
    onLine(socket, (line) => {
      socket.end()
      const answer = reply.safeParse(readJsonText(line))
      if (!answer.success)
        reject(
          new RefusedError(
            'The running lake answered something that is not understood. Are both programs of the same version?',
          ),
        )
      else if ('error' in answer.data)
        reject(answer.data.isRefusal ? new RefusedError(answer.data.error) : new Error(answer.data.error))
      else resolve(answer.data.ok)
    })
  })
}

export type ControlDoor = { close(): Promise<void> }

/** Opens the door for command lines: a socket that only this user may use. Call it with the folder locked. `obey` carries a command out. */
export async function openControl(folder: string, obey: (command: Command) => Promise<string>): Promise<ControlDoor> {
  const address = controlAddress(folder)
  const isFile = process.platform !== 'win32'
  const isElsewhere = isFile && dirname(address) !== realpathSync(folder)
  if (isFile) await removeLeftSockets()
  if (isElsewhere) makePrivate(dirname(address))
  if (isFile) rmSync(address, { force: true }) // left by a process that was killed: the lock says that nobody uses it
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.setTimeout(patience, () => socket.destroy())
    socket.on('error', () => socket.destroy())
    socket.on('close', () => open.delete(socket))
    onLine(socket, (line) => {
      read(line).then(
        (ok) => socket.end(`${JSON.stringify({ ok })}\n`),
        (error: unknown) => socket.end(`${JSON.stringify(toError(error))}\n`),
      )
    })
  })

  async function read(line: string): Promise<string> {
    const parsed = command.safeParse(readJsonText(line))
    if (!parsed.success) throw new RefusedError('The command is not understood. Are both programs of the same version?')
    return obey(parsed.data)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, () => {
      server.off('error', reject)
      resolve()
    })
  })
  if (isFile) chmodSync(address, 0o600)
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          if (isElsewhere) rmSync(dirname(address), { recursive: true, force: true })
          resolve()
        })
        for (const socket of open) socket.destroy()
      }),
  }
}

/** Milliseconds. A folder that is younger may belong to a lake that is about to listen. */
const settled = 60_000

/** Takes away the folders of sockets that processes of this user left when they were killed. Nobody listens there any more. */
async function removeLeftSockets(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter(
    (name) => name.startsWith(elsewherePrefix()) && /-[0-9a-f]{24}$/.test(name),
  )
  for (const name of folders) {
    const folder = join(tmpdir(), name)
    const found = lstatSync(folder, { throwIfNoEntry: false })
    const isOurs =
      found?.isDirectory() === true && found.uid === process.getuid?.() && Date.now() - found.mtimeMs > settled
    if (isOurs && !(await isListening(join(folder, 'lake.sock')))) rmSync(folder, { recursive: true, force: true })
  }
}

async function isListening(address: string): Promise<boolean> {
  const socket = connect(address)
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patience) })
    return true
  } catch (error) {
    // Whatever else goes wrong: what may be in use stays.
    return !(error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED'))
  } finally {
    socket.destroy()
  }
}

/** In a folder for everybody's temporary files, somebody else may have made the folder before us, to read along. */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  const isOurs = found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
  if (!isOurs) throw new LakeFolderError(`The folder ${folder} for the control socket belongs to somebody else.`)
}

function toError(error: unknown): z.input<typeof reply> {
  return { error: error instanceof Error ? error.message : String(error), isRefusal: error instanceof RefusedError }
}

function addressIn(folder: string): string | undefined {
  try {
    return controlAddress(folder)
  } catch {
    return undefined // no such folder, so no lake either
  }
}

function onLine(socket: Socket, use: (line: string) => void): void {
  let text = ''
  let done = false
  socket.setEncoding('utf8')
  socket.on('data', (chunk) => {
    if (done) return
    text += String(chunk)
    const end = text.indexOf('\n')
    if (text.length > mostBytes) socket.destroy()
    if (end === -1) return
    done = true
    use(text.slice(0, end))
  })
}
