const studio = 'The Studio is a part of this site: `npm start` serves it, `npm run dev` with reload.'
const people = 'The people and tokens of this lake are made with `npm run lake`: invite, user, token.'
const oneDataset =
  'The embedded lake has one project and one dataset, and both are there. A second lake is a second data folder (LAKESIDE_DATA).'
const noAccount = 'No account is needed: this command line works as the owner of the data folder.'
const hostedOnly = 'It is a service of sanity.io, which the embedded lake does not have.'
const outside = 'It needs the internet and nothing of this lake: run it with `npx sanity`.'

/** What can't be done here, by the first words of the command. A topic may be said in the singular, as Sanity's command line allows. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/^(login|logout)\b/, noAccount],
  [/^(new|init|projects? (create|unclaimed)|org(anization|anisation)?s?)\b/, oneDataset],
  [/^datasets? (create|delete|copy|alias|embeddings|visibility set)\b/, oneDataset],
  [/^(deploy|undeploy|build|dev|preview)\b/, studio],
  [/^(users? invite|tokens?)\b/, people],
  [/^cors\b/, 'Other origins are allowed with the setting LAKESIDE_ORIGINS.'],
  [/^backups?\b/, 'A backup is a copy of the data folder (README, "Backup"), or `dataset export`.'],
  [
    /^schemas? (deploy|list|delete)\b/,
    'The schema is in the code (sanity/schema.ts), and the embedded lake keeps no copy of it.',
  ],
  [/^(hooks?|graphql|context|media|mcp|functions?|blueprints?|workflows?|manage)\b/, hostedOnly],
  [/^(docs?|learn|openapi|skills?|codemod|install|telemetry|versions)\b/, outside],
]

/** Why Sanity's command line can't do this on the embedded lake, in one or two sentences; null when it can. Its help is always given. */
export function refusalOf(words: readonly string[]): string | null {
  if (words.some((word) => word === '--help' || word === '-h')) return null
  const command = words.filter((word) => !word.startsWith('-')).join(' ')
  return refusals.find(([pattern]) => pattern.test(command))?.[1] ?? null
}
