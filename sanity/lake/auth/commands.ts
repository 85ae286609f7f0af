import { z } from 'zod'
import type { Auth } from './auth.ts'

const label = z.string().min(1).max(200)
const role = z.string()
const name = z.string().max(200)

/** What a command line may ask a lake for. */
export const command = z.discriminatedUnion('command', [
  z.object({ command: z.literal('sign-in') }),
  z.object({ command: z.literal('invite'), name, role: role.optional() }),
  z.object({ command: z.literal('user-add'), name, role }),
  z.object({ command: z.literal('user-list') }),
  z.object({ command: z.literal('user-password'), name }),
  z.object({ command: z.literal('user-remove'), name }),
  z.object({ command: z.literal('token'), role, label: label.default('script') }),
  z.object({ command: z.literal('token-list') }),
  z.object({ command: z.literal('token-revoke'), token: label }),
  z.object({ command: z.literal('lend') }),
  z.object({ command: z.literal('take-back'), token: z.string() }),
])

export type Command = z.input<typeof command>

/** The address of the lake for programs on this machine, and how a sign-in code becomes a link. */
type Addresses = { inner: string; linkOf: (code: string) => string }

/** Carries a command out and answers what to print; what is lent is said as JSON. Throws RefusedError. */
export async function obey(auth: Auth, { inner, linkOf }: Addresses, asked: z.output<typeof command>): Promise<string> {
  switch (asked.command) {
    case 'sign-in':
      return linkOf(await auth.createCode())
    case 'invite':
      return linkOf(await auth.invite({ name: asked.name, ...(asked.role === undefined ? {} : { role: asked.role }) }))
    case 'user-add': {
      const { password = '' } = await auth.addPerson({ name: asked.name, role: asked.role, withPassword: true })
      return password
    }
    case 'user-list':
      return table(
        ['name', 'role', 'signs in with', 'since', 'last use'],
        auth
          .people()
          .map((person) => [
            person.name,
            person.role,
            person.hasPassword ? 'password or link' : 'link',
            shown(person.createdAt),
            shown(person.lastUse),
          ]),
      )
    case 'user-password':
      return auth.renewPassword(asked.name)
    case 'user-remove':
      await auth.removePerson(asked.name)
      return 'removed, and signed out everywhere'
    case 'token':
      return auth.createToken(asked)
    case 'token-list':
      return table(
        ['id', 'label', 'role', 'since', 'last use'],
        auth.tokens().map((token) => [token.id, token.label, token.role, shown(token.createdAt), shown(token.lastUse)]),
      )
    case 'token-revoke': {
      const count = await auth.revokeToken(asked.token)
      return count === 0 ? 'there is no such token' : `${count} revoked`
    }
    case 'lend':
      return JSON.stringify({ address: inner, token: auth.lend() })
    case 'take-back':
      auth.takeBack(asked.token)
      return 'taken back'
  }
}

/** Columns, separated by tabs so that other programs can take them apart too. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, ...rows].map((row) => row.join('\t')).join('\n')
}

/** A UTC instant to the minute. */
function shown(instant: string | undefined): string {
  return instant === undefined ? 'never' : `${instant.slice(0, 16).replace('T', ' ')} UTC`
}
