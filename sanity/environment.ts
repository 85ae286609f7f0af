import { z } from 'zod'

/** An empty variable is an absent one. */
const filled = <S extends z.ZodType>(schema: S) => z.preprocess((value) => (value === '' ? undefined : value), schema)

const address = z.url({ protocol: /^https?$/, error: 'an address such as http://127.0.0.1:3000' })

const environmentSchema = z.object({
  SANITY_PROJECT_ID: filled(z.string({ error: 'a project id such as lakeside' })),
  SANITY_DATASET: filled(z.string().default('production')),
  SANITY_API_HOST: filled(address.optional()),
  SANITY_READ_TOKEN: filled(z.string().optional()),
  /** Reads drafts, for draft mode. */
  SANITY_PREVIEW_TOKEN: filled(z.string().optional()),
  /** What cookies of preview links are signed with. Without it there are none. */
  LAKESIDE_PREVIEW_KEY: filled(z.string().optional()),
  /** `1` when the lake is this very process. */
  LAKESIDE_EMBEDDED: filled(z.literal('1', { error: '1 or nothing' }).optional()),
  LAKESIDE_URL: filled(address),
  LAKESIDE_IMAGES: filled(
    z
      .string()
      .regex(/^(\/|https?:\/\/)/, { error: 'a path or an address, such as /lake' })
      .default('https://cdn.sanity.io'),
  ),
})

export type SiteEnvironment = z.infer<typeof environmentSchema>

/**
 * @param variables environment variables.
 * @throws an Error with each wrong variable, what was given and what is allowed.
 */
export function parseSiteEnvironment(variables: Readonly<Record<string, string | undefined>>): SiteEnvironment {
  const parsed = environmentSchema.safeParse(variables)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0])
    const given = /_(?:TOKEN|KEY)$/.test(name) ? 'a value that is not shown' : (variables[name] ?? 'nothing')
    return `${name}: given ${given}, allowed ${issue.message}`
  })
  throw new Error(`The site can't read its settings. ${lines.join('; ')}`)
}

let known: SiteEnvironment | undefined

/** The site's settings, read once, at the first question: the build needs none. */
export function siteEnvironment(): SiteEnvironment {
  known ??= parseSiteEnvironment(process.env)
  return known
}
