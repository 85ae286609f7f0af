import type { IncomingMessage } from 'node:http'
import { clientAddress } from '../auth/client-address.ts'
import { sessionSeconds } from '../auth/auth.ts'
import { sessionCookie } from '../auth/cookie.ts'
import { type SignInPage, signInPage, signInPolicy } from '../auth/sign-in-page.ts'
import { createThrottle } from '../auth/throttle.ts'
import type { Answer } from './answer.ts'
import type { LakeContext, Route } from './exchange.ts'

const quarterHour = 15 * 60 * 1000

/** The routes by which people come in and go. Codes that fail are counted by address: ten in a quarter of an hour. */
export function createSignInRoutes(): readonly Route[] {
  const throttle = createThrottle(10, quarterHour)
  return [
    {
      method: 'GET',
      path: '/sign-in',
      access: 'public',
      answer: async ({ lake, req, url, caller }) => {
        const code = url.searchParams.get('code')
        // Somebody who is signed in and opens an old link again wants to get to the Studio.
        if (caller?.by === 'cookie' && !code) return toStudio(lake, {})
        if (!code) return page('no-code')
        if (req.method === 'HEAD') return page('no-code') // mail scanners look first; that must not use the link up
        const now = lake.now().getTime()
        const address = addressOf(lake, req)
        if (!throttle.mayTry(address, now)) return page('too-many')
        const secret = await lake.auth.redeem(code)
        if (secret) return toStudio(lake, { 'set-cookie': cookie(lake, secret, sessionSeconds) })
        if (caller?.by === 'cookie') return toStudio(lake, {})
        throttle.failed(address, now)
        return page('spent')
      },
    },
    {
      method: 'GET',
      path: '/auth/providers',
      access: 'public',
      answer: ({ lake }) => ({
        json: {
          providers: [{ name: 'link', title: '以登入連結登入', url: `${lake.publicUrl}${lake.basePath}/sign-in` }],
          thirdPartyLogin: false,
          sso: { saml: false },
        },
      }),
    },
    {
      method: 'POST',
      path: '/auth/logout',
      access: 'public',
      answer: async ({ lake, req }) => {
        req.resume()
        await lake.auth.endSession(req.headers)
        return { status: 204, headers: { 'set-cookie': cookie(lake, '', 0) } }
      },
    },
  ]
}

function toStudio({ studioUrl }: LakeContext, headers: Readonly<Record<string, string>>): Answer {
  return { status: 303, headers: { location: studioUrl, 'referrer-policy': 'no-referrer', ...headers } }
}

function page(kind: SignInPage): Answer {
  return {
    status: kind === 'no-code' ? 200 : kind === 'spent' ? 410 : 429,
    text: signInPage(kind),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': signInPolicy,
      'referrer-policy': 'no-referrer',
    },
  }
}

function cookie(lake: LakeContext, value: string, seconds: number): string {
  const secure = lake.publicUrl.startsWith('https:')
  // Browsers take a cookie for pages of other sites over https only. Without https there is one machine, and its ports are one site.
  const crossSite = secure && lake.allowedOrigins.length > 0
  return sessionCookie(lake.auth.cookieName, value, { path: lake.basePath || '/', secure, crossSite, seconds })
}

function addressOf(lake: LakeContext, req: IncomingMessage): string {
  const forwarded = req.headers['x-forwarded-for']
  return clientAddress(req.socket.remoteAddress, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, lake.trustedProxies)
}
