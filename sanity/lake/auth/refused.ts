/** Something that was asked for on the command line and can't be. The message is one sentence for the person at the terminal. */
export class RefusedError extends Error {
  override name = 'RefusedError'
}
