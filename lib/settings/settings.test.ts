import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseSettings, settingNames, SettingsError } from './settings.ts'

test('an empty environment starts the embedded lake on port 3000 of this machine only', () => {
  expect(parseSettings({ PORT: '' })).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataFolder: './.data',
    publicUrl: undefined,
    allowedOrigins: [],
    trustedProxies: [],
    sharedAge: 0,
    loadSample: true,
    logLevel: 'info',
    logRequests: false,
    lake: { kind: 'embedded', projectId: 'lakeside', dataset: 'production' },
  })
})

test.each([
  ['PORT', '80a', '0 to 65535'],
  ['PORT', '70000', '0 to 65535'],
  ['HOST', 'no host', 'host name'],
  ['LAKESIDE_URL', 'lakeside.example', 'https://lakeside.example'],
  ['LAKESIDE_URL', 'https://lakeside.example/blog', 'without a path'],
  ['LAKESIDE_ORIGINS', 'https://a.example, https://b.example/studio', 'https://lakeside.example, without a path'],
  ['LAKESIDE_TRUSTED_PROXIES', '10.0.0.0/40', '10.0.0.0/8'],
  ['LAKESIDE_SAMPLE', 'yes', 'on or off'],
  ['LAKESIDE_LOG', 'loud', 'silent, error, warn, info, debug'],
  ['LAKESIDE_LOG_REQUESTS', 'all', 'on or off'],
  ['SANITY_PROJECT_ID', 'My Project', 'project id'],
  ['SANITY_DATASET', 'Prod!', 'dataset name'],
  ['SANITY_API_HOST', 'localhost', 'http://127.0.0.1:4000/lake'],
])('%s=%s is refused with the name, what was given and what is allowed', (name, value, allowed) => {
  const attempt = () => parseSettings({ [name]: value })
  expect(attempt).toThrow(SettingsError)
  expect(attempt).toThrow(name)
  expect(attempt).toThrow(JSON.stringify(value))
  expect(attempt).toThrow(allowed)
})

test('origins are a list, in the form in which browsers send them', () => {
  expect(
    parseSettings({ LAKESIDE_ORIGINS: 'HTTPS://Studio.example:443/, http://localhost:3000' }).allowedOrigins,
  ).toEqual(['https://studio.example', 'http://localhost:3000'])
})

test('several wrong values are all named at once', () => {
  expect(() => parseSettings({ PORT: 'x', LAKESIDE_SAMPLE: 'y' })).toThrow(/PORT[^]*LAKESIDE_SAMPLE/)
})

test.each([
  [{ SANITY_PROJECT_ID: 'abc123' }, { projectId: 'abc123', apiHost: undefined }],
  [
    { SANITY_API_HOST: 'http://127.0.0.1:4000/lake/' },
    { projectId: 'lakeside', apiHost: 'http://127.0.0.1:4000/lake' },
  ],
])('%o means that the lake is elsewhere', (env, lake) => {
  expect(parseSettings(env).lake).toMatchObject({ kind: 'elsewhere', ...lake })
})

test('.env.example explains exactly the settings that there are', () => {
  const explained = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').matchAll(/^# ?([A-Z_]+)=/gm)
  expect([...explained].map((match) => match[1])).toEqual(settingNames)
})
