import { expect, test } from 'vitest'
import { parseSiteEnvironment } from './environment.ts'

const least = { SANITY_PROJECT_ID: 'lakeside', LAKESIDE_URL: 'http://localhost:3000' }

test('what is left out or empty has its default', () => {
  expect(parseSiteEnvironment({ ...least, SANITY_API_HOST: '', SANITY_READ_TOKEN: '' })).toEqual({
    ...least,
    SANITY_DATASET: 'production',
    LAKESIDE_IMAGES: 'https://cdn.sanity.io',
  })
})

test('a wrong value: the variable, what was given, what is allowed', () => {
  expect(() => parseSiteEnvironment({ LAKESIDE_URL: 'lakeside', SANITY_API_HOST: 'ftp://x' })).toThrow(
    /SANITY_PROJECT_ID: given nothing, allowed a project id.*SANITY_API_HOST: given ftp:\/\/x, allowed an address.*LAKESIDE_URL: given lakeside, allowed an address/,
  )
})
