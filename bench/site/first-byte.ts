import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'

/**
 * Asks one question after another on one connection, by hand: milliseconds from writing the question to the first byte of its
 * answer. The next question waits until the answer is whole. Throws when an answer is not 200 or is cut off.
 */
export async function firstBytes(url: string, count: number): Promise<number[]> {
  const { host, hostname, port, pathname } = new URL(url)
  const socket = connect(Number(port), hostname).setNoDelay(true)
  await once(socket, 'connect')
  const times: number[] = []
  for (let asked = 0; asked < count; asked += 1)
    times.push(await askOnce(socket, `GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\naccept-encoding: gzip\r\n\r\n`))
  socket.destroy()
  return times
}

function askOnce(socket: Socket, question: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const cut = () => reject(new Error('the connection ended before the answer was whole'))
    let first: number | undefined
    let answer = Buffer.alloc(0)
    const onData = (chunk: Buffer) => {
      first ??= performance.now() - begun
      answer = Buffer.concat([answer, chunk])
      if (!isWhole(answer)) return
      socket.off('data', onData).off('close', cut)
      if (answer.subarray(0, 13).toString('latin1') === 'HTTP/1.1 200 ') resolve(first)
      else reject(new Error(`not 200: ${answer.toString('latin1', 0, 40)}`))
    }
    socket.on('data', onData).once('close', cut)
    const begun = performance.now()
    socket.write(question)
  })
}

/** True when head and body are there; the length is told, or the body comes in chunks, of which the last is empty. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = answer.toString('latin1', 0, end).match(/^content-length: *(\d+)/im)?.[1]
  return length === undefined
    ? answer.subarray(-5).toString('latin1') === '0\r\n\r\n'
    : answer.length >= end + 4 + Number(length)
}
