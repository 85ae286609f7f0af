import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What is kept of a password, with the cost it was made at: the cost can be raised and old passwords still be checked. */
export const keptPassword = z.object({
  salt: z.string(),
  hash: z.string(),
  cost: z.number().int(),
  blockSize: z.number().int(),
  parallelization: z.number().int(),
})
export type KeptPassword = z.infer<typeof keptPassword>

/** Fewer characters are guessed; more rules than this one only make people write passwords down. */
export const shortestPassword = 12
/** Nobody's password is longer, and hashing must not become work that strangers can order by the megabyte. */
export const longestPassword = 200

// OWASP's parameters for scrypt at 32 MB; at 128 MB two sign-ins would take as much memory as the rest of the process.
const today = { cost: 2 ** 15, blockSize: 8, parallelization: 3 }
const hashBytes = 32

/** Whether this may become a password; spaces at the ends count. */
export function isPassword(text: string): boolean {
  return [...text].length >= shortestPassword && text.length <= longestPassword
}

/** What to keep of a password. Takes a few tenths of a second of another thread. */
export async function keepPassword(password: string): Promise<KeptPassword> {
  const salt = randomBytes(16).toString('base64url')
  return { salt, hash: (await derive(password, { salt, ...today })).toString('base64url'), ...today }
}

/** Whether this is the password. With `undefined`, for somebody who has none or does not exist, it takes as long and is no. */
export async function isPasswordOf(kept: KeptPassword | undefined, password: string): Promise<boolean> {
  const compared = kept ?? nobody
  const expected = Buffer.from(compared.hash, 'base64url')
  const given = await derive(password, compared)
  return timingSafeEqual(given, expected) && kept !== undefined
}

const nobody: KeptPassword = {
  salt: randomBytes(16).toString('base64url'),
  hash: randomBytes(hashBytes).toString('base64url'),
  ...today,
}

// No letters and figures that are taken for one another when somebody reads them out.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new password of 100 random bits, in groups that can be typed from paper. */
export function newPassword(): string {
  const letters = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)])
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-')
}

function derive(
  password: string,
  { salt, cost, blockSize, parallelization }: Omit<KeptPassword, 'hash'>,
): Promise<Buffer> {
  // The same password typed on another system may come in another form of Unicode.
  const text = password.normalize('NFKC')
  const options = { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize }
  return new Promise((resolve, reject) => {
    scrypt(text, salt, hashBytes, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
