import { findChromium, howToInstall } from '../../e2e/support/chromium.ts'
import { BenchError } from './machine.ts'

/** Without the last four Chromium's own traffic to its maker hangs on a machine without internet. */
export const chromiumArguments = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The Chromium of this machine. Throws BenchError with the one command that installs one. */
export function requireChromium(): string {
  const found = findChromium(process.env)
  if (!found) throw new BenchError(`there is no Chromium; install one with\n  ${howToInstall(process.platform)}`)
  return found
}
