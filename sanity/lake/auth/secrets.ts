import { createHash, randomBytes } from 'node:crypto'

/** A new secret of 256 random bits that can stand in an address, a cookie and a header. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret: from it nobody can sign in. Secrets are random, so no salt and no slow hash is needed. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
