import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServerLimits } from './limits.ts'
import { patientTimeout, type PatientTimeout } from './patient-timeout.ts'

/** Bytes that are announced; more is an upload, as is every new file. */
const mostSmall = 1_048_576
const isFileUpload = (url = '') => /^[^?]*\/assets\/(?:images|files)\//.test(url)

/**
 * Ends a request with 408 whose announced body does not come: nothing of it within `bodyBegin`, or a small one that is not whole within
 * `smallBody`, however steadily its bytes drip. What is here and not read yet waits for us, and is no fault of the client.
 */
export function limitBody(
  request: IncomingMessage,
  response: ServerResponse,
  limits: Pick<ServerLimits, 'bodyBegin' | 'smallBody'>,
): void {
  const { headers, socket, url } = request
  const length = headers['content-length']
  if (headers['transfer-encoding'] === undefined && (length ?? '0') === '0') return
  const isSmall = !isFileUpload(url) && Number(length ?? 0) <= mostSmall
  const begun = socket.bytesRead
  const timers: PatientTimeout[] = []
  const stop = () => timers.forEach((timer) => timer.cancel())
  const isAwaited = () =>
    !request.complete && !request.destroyed && request.readableLength === 0 && !response.writableEnded
  const end = () => {
    stop()
    if (response.headersSent) return void socket.destroy()
    socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n', () => socket.destroy())
  }
  timers.push(patientTimeout(limits.bodyBegin, () => isAwaited() && socket.bytesRead === begun && end()))
  if (isSmall) {
    const whole = patientTimeout(limits.smallBody, () =>
      isAwaited() ? end() : request.complete || request.destroyed || whole.restart(),
    )
    timers.push(whole)
  }
  request.once('end', stop).once('close', stop)
  response.once('close', stop)
}
