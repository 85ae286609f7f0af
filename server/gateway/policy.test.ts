import { describe, expect, it } from 'vitest'
import { plainHeaders, previewHeaders, readerHeaders, studioHeaders } from './policy.ts'

const reader = (more: Partial<Parameters<typeof readerHeaders>[0]> = {}) =>
  readerHeaders({
    secure: false,
    scriptHashes: [],
    styleHashes: [],
    linksStyles: false,
    imageOrigin: undefined,
    ...more,
  })
/** The policy by the names of its directives. */
const directives = (headers: Record<string, string>) =>
  new Map(
    (headers['content-security-policy'] ?? '')
      .split('; ')
      .map((directive) => [directive.split(' ')[0] ?? '', directive.split(' ').slice(1).join(' ')]),
  )

describe('a reader page', () => {
  it('runs no script but the named ones, and allows nothing that is not said', () => {
    expect(directives(reader()).get('script-src')).toBe("'none'")
    expect(directives(reader({ scriptHashes: ['a=', 'b='] })).get('script-src')).toBe("'sha256-a=' 'sha256-b='")
    expect(directives(reader({ styleHashes: ['c='] })).get('style-src')).toBe("'sha256-c='")
    expect(directives(reader({ linksStyles: true })).get('style-src')).toBe("'self'")
    expect(directives(reader({ linksStyles: true, styleHashes: ['c='] })).get('style-src')).toBe("'self' 'sha256-c='")
    expect(Object.fromEntries(directives(reader()))).toEqual({
      'default-src': "'none'",
      'script-src': "'none'",
      'style-src': "'none'",
      'img-src': "'self' data:",
      'manifest-src': "'self'",
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
  })

  it('shows images of a lake elsewhere', () => {
    expect(directives(reader({ imageOrigin: 'https://cdn.sanity.io' })).get('img-src')).toBe(
      "'self' data: https://cdn.sanity.io",
    )
  })

  it('shares its window with no other site and asks for no device', () => {
    const headers = reader()
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(headers['permissions-policy']).toMatch(/^([a-z-]+=\(\)(, )?)+$/)
    expect(headers['permissions-policy']).toContain('camera=()')
  })

  it('says where the rules for following links ahead are', () => {
    expect(reader()['speculation-rules']).toBe('"/speculation-rules.json"')
  })
})

describe('the Studio', () => {
  it('reaches this origin only on the embedded lake, and stays out of frames, caches and search', () => {
    const embedded = studioHeaders({ secure: false, lake: 'embedded' })
    expect(directives(embedded).get('connect-src')).toBe("'self' data: blob:")
    expect(directives(studioHeaders({ secure: false, lake: 'elsewhere' })).has('connect-src')).toBe(false)
    expect(directives(embedded).get('frame-ancestors')).toBe("'self'")
    expect(embedded).toMatchObject({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  })

  it('keeps what an application needs: its windows, the clipboard, its scripts', () => {
    const headers = studioHeaders({ secure: true, lake: 'embedded' })
    expect(headers['cross-origin-opener-policy']).toBe('same-origin-allow-popups')
    expect(headers['permissions-policy']).not.toContain('clipboard')
    expect(directives(headers).has('require-trusted-types-for')).toBe(false)
  })
})

describe('by https', () => {
  it.each([
    ['plain', plainHeaders],
    ['reader', (transport: { secure: boolean }) => reader(transport)],
    ['studio', (transport: { secure: boolean }) => studioHeaders({ ...transport, lake: 'embedded' })],
  ])('%s answers bind the browser to it; by http they must not', (_, headers) => {
    expect(headers({ secure: true })['strict-transport-security']).toBe('max-age=31536000')
    expect(headers({ secure: false })).not.toHaveProperty('strict-transport-security')
  })

  it('a page raises what it asks for by http', () => {
    expect(directives(reader({ secure: true })).has('upgrade-insecure-requests')).toBe(true)
    expect(directives(reader()).has('upgrade-insecure-requests')).toBe(false)
  })
})

describe('a page in draft mode', () => {
  it('is framed by the Studio of this site only, reaches nothing outside and is never kept', () => {
    const headers = previewHeaders({ secure: false, imageOrigin: undefined })
    const policy = directives(headers)
    expect([policy.get('frame-ancestors'), policy.get('connect-src'), policy.get('default-src')]).toEqual([
      "'self'",
      "'self'",
      "'self'",
    ])
    expect(headers).toMatchObject({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' })
  })
})
