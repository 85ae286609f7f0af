import { parseArgs } from 'node:util'
import { parseSettings } from '#lib/settings/settings.ts'
import type { Command } from '#sanity/lake/auth/commands.ts'
import { roles } from '#sanity/roles.ts'
import { explainAndExit } from '#server/process.ts'
import { serveLake } from '#server/serve-lake.ts'
import { backUpLake } from './back-up-lake.ts'
import { withLake } from './with-lake.ts'

const roleNames = ['administrator', ...Object.keys(roles), 'viewer'].join('|')

const usage = `npm run lake -- <command>
  sign-in                           prints a one-time sign-in link for the Studio, for yourself
  invite NAME --role ROLE           prints a one-time sign-in link for somebody else, good for three days; again for another one
  user add NAME --role ROLE         lets somebody sign in with a password, which is printed this once
  user list                         who there is, and when they were last here
  user password NAME                prints a new password for NAME and signs them out everywhere
  user remove NAME                  ends an account at once
  token --role ROLE [--label NAME]  prints a token for scripts
  token list                        what tokens there are, and when they were last used
  token revoke ID|LABEL             ends a token at once
  backup FOLDER                     copies the whole lake into a new folder, also while the site runs
  serve                             runs the lake alone, for a site started with SANITY_API_HOST
--role ${roleNames}`

type Options = { role?: string | undefined; label?: string | undefined }

/** The command for the lake in these words; undefined when they are none. */
function commandOf(words: readonly string[], { role, label }: Options): Command | undefined {
  const [verb, name, ...rest] =
    words.length > 1 && (words[0] === 'user' || words[0] === 'token')
      ? [`${words[0]}-${words[1]}`, ...words.slice(2)]
      : words
  if (rest.length > 0) return undefined
  if (name === undefined) {
    if (verb === 'sign-in' || verb === 'user-list' || verb === 'token-list') return { command: verb }
    if ((verb === 'token' || verb === 'token-add') && role !== undefined)
      return { command: 'token', role, ...(label === undefined ? {} : { label }) }
    return undefined
  }
  if (verb === 'invite') return { command: verb, name, ...(role === undefined ? {} : { role }) }
  if (verb === 'user-add' && role !== undefined) return { command: verb, name, role }
  if (verb === 'user-password' || verb === 'user-remove') return { command: verb, name }
  return verb === 'token-revoke' ? { command: verb, token: name } : undefined
}

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { role: { type: 'string' }, label: { type: 'string' } },
  })
  const settings = parseSettings(process.env)
  if (positionals[0] === 'serve') return serveLake(settings)
  const [verb, target, ...rest] = positionals
  if (verb === 'backup' && target !== undefined && rest.length === 0) return backUpLake(settings, target)
  const command = commandOf(positionals, values)
  if (command) {
    process.stdout.write(`${await withLake(settings, command)}\n`)
    return
  }
  process.stderr.write(`${usage}\n`)
  process.exitCode = 1
}

await run().catch(explainAndExit)
