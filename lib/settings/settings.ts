import { isIP } from 'node:net'
import { z } from 'zod'

/** A wrong setting. The message is for the person who started the program: the variable, what was given, what is allowed. */
export class SettingsError extends Error {
  override name = 'SettingsError'
}

const origin = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) return url.origin
  context.addIssue({ code: 'custom', message: 'an address such as https://lakeside.example, without a path' })
  return z.NEVER
})

const origins = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  )
  .pipe(z.array(origin))

const lakeAddress = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash) return value.replace(/\/+$/, '')
  context.addIssue({ code: 'custom', message: 'an address such as http://127.0.0.1:4000/lake' })
  return z.NEVER
})

const isNetwork = (entry: string): boolean => {
  const [address = '', bits, ...rest] = entry.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
}

const networks = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  )
  .refine(
    (entries) => entries.every(isNetwork),
    'IP addresses or networks, separated by commas, such as 127.0.0.1,10.0.0.0/8',
  )

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** Every setting with its rule. `.env.example` explains them to people; a test keeps the two lists the same. */
const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'a whole number from 0 to 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'an IP address or host name of this machine')
    .default('127.0.0.1'),
  LAKESIDE_DATA: z.string().default('./.data'),
  LAKESIDE_URL: origin.optional(),
  LAKESIDE_ORIGINS: origins.default([]),
  LAKESIDE_TRUSTED_PROXIES: networks.default([]),
  LAKESIDE_SHARED_AGE: z
    .string()
    .regex(/^\d{1,6}$/, 'a whole number of seconds, such as 60; 0 for none')
    .transform(Number)
    .default(0),
  LAKESIDE_SAMPLE: z.enum(['on', 'off'], 'on or off').default('on'),
  LAKESIDE_LOG: z.enum(logLevels, logLevels.join(', ')).default('info'),
  LAKESIDE_LOG_REQUESTS: z.enum(['on', 'off'], 'on or off').default('off'),
  SANITY_PROJECT_ID: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'a project id: lower-case letters, figures and hyphens')
    .optional(),
  SANITY_DATASET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'a dataset name: lower-case letters, figures, - and _')
    .default('production'),
  SANITY_READ_TOKEN: z.string().optional(),
  SANITY_API_HOST: lakeAddress.optional(),
})

/** The names of all settings, in the order in which `.env.example` explains them. */
export const settingNames = Object.keys(environment.shape)

export type Settings = {
  /** 0 lets the system choose a free one. */
  port: number
  host: string
  dataFolder: string
  /** The public origin; undefined means: the address that is listened on. */
  publicUrl: string | undefined
  /** Origins beside our own whose pages may use the embedded lake. */
  allowedOrigins: readonly string[]
  trustedProxies: readonly string[]
  /** How many seconds a CDN may send a page without asking; 0: it asks each time. */
  sharedAge: number
  loadSample: boolean
  /** The log lines that are written: those of this level and above it. */
  logLevel: LogLevel
  logRequests: boolean
  lake:
    | { kind: 'embedded'; projectId: string; dataset: string }
    | {
        kind: 'elsewhere'
        projectId: string
        dataset: string
        apiHost: string | undefined
        readToken: string | undefined
      }
}

/**
 * The program's settings out of its environment. An empty variable counts as not set.
 * Naming a project or an API host means: the lake is elsewhere, and this process has none of its own.
 * Throws SettingsError with one line per wrong variable.
 */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(settingNames.filter((name) => env[name]).map((name) => [name, env[name]]))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0])
      return `${name} is ${JSON.stringify(given[name])}; allowed is ${issue.message}.`
    })
    throw new SettingsError([...new Set(lines)].join('\n'))
  }
  const values = parsed.data
  const elsewhere = values.SANITY_PROJECT_ID !== undefined || values.SANITY_API_HOST !== undefined
  const place = { projectId: values.SANITY_PROJECT_ID ?? 'lakeside', dataset: values.SANITY_DATASET }
  return {
    port: values.PORT,
    host: values.HOST,
    dataFolder: values.LAKESIDE_DATA,
    publicUrl: values.LAKESIDE_URL,
    allowedOrigins: values.LAKESIDE_ORIGINS,
    trustedProxies: values.LAKESIDE_TRUSTED_PROXIES,
    sharedAge: values.LAKESIDE_SHARED_AGE,
    loadSample: values.LAKESIDE_SAMPLE === 'on',
    logLevel: values.LAKESIDE_LOG,
    logRequests: values.LAKESIDE_LOG_REQUESTS === 'on',
    lake: elsewhere
      ? { kind: 'elsewhere', ...place, apiHost: values.SANITY_API_HOST, readToken: values.SANITY_READ_TOKEN }
      : { kind: 'embedded', ...place },
  }
}
