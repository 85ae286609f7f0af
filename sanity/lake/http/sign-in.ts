import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { NameError, ownerId } from '../auth/accounts.ts'
import { sessionSeconds } from '../auth/auth.ts'
import { readCookie, sessionCookie } from '../auth/cookie.ts'
import { networkOf } from '../auth/client-address.ts'
import { isEasyPassword } from '../auth/easy-passwords.ts'
import { isTrustedOrigin } from '../auth/origin.ts'
import { isPassword, longestPassword } from '../auth/passwords.ts'
import { createSignInLimits } from '../auth/sign-in-limits.ts'
import { type SignInPage, signInPage, signInPolicy } from '../auth/sign-in-page.ts'
import { LakeError } from '../engine/types.ts'
import { type Answer, forbidden } from './answer.ts'
import { readForm } from './body.ts'
import type { Exchange, LakeContext, Route } from './exchange.ts'

const formLimit = 8 * 1024
const nameField = z.string().max(1000)
const passwordField = z.string().max(longestPassword * 4)
/** A page's address longer than this is not worth a refusal: anyone who signs in goes to the Studio's first page. */
const longestAddress = 2000
/** How long the page that was wanted is remembered for who has to ask somebody for a link first. */
const wantedSeconds = 60 * 60
const passwordForm = z.object({
  name: nameField,
  password: passwordField,
  to: z.string().max(longestAddress).catch(''),
})
const linkForm = z.object({
  code: z.string().max(200),
  name: nameField.default(''),
  password: passwordField.default(''),
  skip: z.string().optional(),
})

/** The routes by which people come in and go: by a one-time link, or with a password. What fails is counted by address and by name. */
export function createSignInRoutes(): readonly Route[] {
  const limits = createSignInLimits()

  /**
   * Looks at a link. Anyone who comes for the first time is asked for a name before the link is used up; others are in. A right link is never
   * refused: its 256 bits can't be guessed, and others behind the same address may have failed too often.
   */
  async function openLink({ lake, req, caller }: Exchange, code: string): Promise<Answer> {
    const account = lake.auth.accountOfCode(code)
    if (account)
      return account.isNamed
        ? redeem(lake, req, code)
        : page(lake, { kind: 'introduce', code, name: suggestion(account) })
    // Somebody who is signed in and opens an old link again wants to get to the Studio.
    if (caller?.by === 'cookie') return toStudio(lake, {})
    const wait = isWithinForeignPage(req.headers) ? 0 : await limits.take(lake.addressOf(req))
    return page(lake, wait > 0 ? { kind: 'too-many', seconds: wait } : { kind: 'spent' })
  }

  return [
    {
      method: 'GET',
      path: '/sign-in',
      access: 'public',
      answer: async (exchange) => {
        const { lake, req, url, caller } = exchange
        const code = url.searchParams.get('code')
        const wanted = url.searchParams.get('origin') ?? '' // so the Studio calls the page of its own that it could not show
        const to = wanted.length > longestAddress ? '' : wanted
        if (caller?.by === 'cookie' && !code) return toStudio(lake, {}, to)
        // Mail scanners look first, with HEAD; that must not use the link up.
        if (code && req.method !== 'HEAD') return openLink(exchange, code)
        if (to === '') return page(lake, { kind: 'password' })
        return page(
          lake,
          { kind: 'password', to },
          { 'set-cookie': wantedCookie(lake, encodeURIComponent(to), wantedSeconds) },
        )
      },
    },
    {
      method: 'POST',
      path: '/sign-in',
      access: 'public',
      answer: async ({ lake, req, res }) => {
        mustBeOwnForm(lake, req)
        const { name, password, to } = await readForm(req, passwordForm, formLimit)
        const address = lake.addressOf(req)
        const wait = await limits.take(address, name)
        if (wait > 0) return page(lake, { kind: 'too-many', seconds: wait })
        const asker = { from: networkOf(address), isExpected: limits.isKnown(address, name), signal: leavingOf(res) }
        const secret = await lake.auth.signIn(name, password, asker).catch(asProblem)
        if (secret === null) return page(lake, { kind: 'password', problem: 'wrong', name, to })
        await limits.giveBack(address, name)
        if (secret === 'busy' || secret === 'full') return page(lake, { kind: 'password', problem: secret, name, to })
        limits.remember(address, name)
        return toStudio(lake, { 'set-cookie': cookie(lake, secret, sessionSeconds) }, to)
      },
    },
    {
      method: 'POST',
      path: '/sign-in/link',
      access: 'public',
      answer: async (exchange) => {
        const { lake, req, res } = exchange
        mustBeOwnForm(lake, req)
        const { code, name, password, skip } = await readForm(req, linkForm, formLimit)
        const account = lake.auth.accountOfCode(code)
        if (!account || account.isNamed) return openLink(exchange, code)
        const again = (problem: 'empty' | 'taken' | 'short' | 'easy' | 'busy' | 'full') =>
          page(lake, { kind: 'introduce', code, name, problem })
        const isChosen = skip === undefined && password !== ''
        if (isChosen && !isPassword(password)) return again('short')
        if (isChosen && isEasyPassword(password, name)) return again('easy')
        try {
          const asker = { from: networkOf(lake.addressOf(req)), isExpected: true, signal: leavingOf(res) }
          await lake.auth.introduce(code, skip === undefined ? { name, ...(isChosen ? { password } : {}) } : {}, asker)
        } catch (error) {
          return again(error instanceof NameError ? error.reason : asProblem(error))
        }
        return redeem(lake, req, code)
      },
    },
    {
      method: 'GET',
      path: '/auth/providers',
      access: 'public',
      answer: ({ lake }) => ({
        json: {
          providers: [{ name: 'lakeside', title: '登入', url: `${lake.publicUrl}${lake.basePath}/sign-in` }],
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

/** A link opens the page of the Studio that this browser was led away from to the sign-in page, where there is one. */
async function redeem(lake: LakeContext, req: IncomingMessage, code: string): Promise<Answer> {
  const secret = await lake.auth.redeem(code).catch(asProblem)
  if (secret === 'busy' || secret === 'full') return page(lake, { kind: 'password', problem: secret })
  if (secret === null) return page(lake, { kind: 'spent' })
  const session = cookie(lake, secret, sessionSeconds)
  const wanted = readCookie(req.headers.cookie, wantedName(lake))
  if (wanted === undefined) return toStudio(lake, { 'set-cookie': session })
  return toStudio(lake, { 'set-cookie': [session, wantedCookie(lake, '', 0)] }, decoded(wanted))
}

function wantedName({ auth }: LakeContext): string {
  return `${auth.cookieName}-wanted`
}

/** Sent back to the sign-in page and its links only. A link from a mail carries it: `Lax` leaves out what other sites' pages load or send, not what is followed. */
function wantedCookie(lake: LakeContext, value: string, seconds: number): string {
  return sessionCookie(wantedName(lake), value, {
    path: `${lake.basePath}/sign-in`,
    secure: lake.publicUrl.startsWith('https:'),
    crossSite: false,
    seconds,
  })
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return '' // made up: it was not written here
  }
}

/** Fires when the browser has left: a password that nobody waits for need not be hashed. */
function leavingOf(res: ServerResponse): AbortSignal {
  const leaving = new AbortController()
  res.once('close', () =>
    leaving.abort(new LakeError(499, { type: 'clientClosedRequest', description: 'The client has left.' })),
  )
  return leaving.signal
}

/**
 * Whether a page of another site loads this as a picture, a frame or a script. Nobody opens a link like that, and what fails must not be
 * counted against the person in front of the browser.
 */
function isWithinForeignPage(headers: IncomingMessage['headers']): boolean {
  return headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-dest'] !== 'document'
}

/** Anyone who was invited has a name already; the owner's is only a stopgap, and nobody should keep it for having pressed Enter. */
function suggestion({ id, name }: { id: string; name: string }): string {
  return id === ownerId ? '' : name
}

/** Without this another site could sign a person in under somebody else's name and read along. */
function mustBeOwnForm(lake: LakeContext, req: IncomingMessage): void {
  if (!isTrustedOrigin(req.headers, lake))
    throw forbidden(
      `Signing in must be asked for by the sign-in page itself, at ${lake.publicUrl} or at an address of this machine. If the site has another name as well, set LAKESIDE_URL or LAKESIDE_ORIGINS to it.`,
    )
}

/** What the page says of a failure that is not the person's. Throws what is a bug. */
function asProblem(error: unknown): 'busy' | 'full' {
  if (error instanceof LakeError && error.status === 503) return 'busy'
  if (error instanceof LakeError && error.status === 507) return 'full'
  throw error
}

function toStudio({ studioUrl }: LakeContext, headers: NonNullable<Answer>['headers'], wanted = ''): Answer {
  return {
    status: 303,
    headers: { location: studioPage(studioUrl, wanted), 'referrer-policy': 'no-referrer', ...headers },
  }
}

/** The address of a page of the Studio; the Studio's own for anything else, so that nobody is sent elsewhere by a link to the sign-in page. */
function studioPage(studioUrl: string, wanted: string): string {
  if (!URL.canParse(wanted)) return studioUrl
  const { pathname, search } = new URL(wanted)
  const studioPath = new URL(studioUrl, 'http://any').pathname.replace(/\/$/, '')
  const origin = URL.canParse(studioUrl) ? new URL(studioUrl).origin : ''
  return `${pathname}/`.startsWith(`${studioPath}/`) ? `${origin}${pathname}${search}` : studioUrl
}

function page(lake: LakeContext, content: SignInPage, headers: NonNullable<Answer>['headers'] = {}): Answer {
  return {
    status: statusOf(content),
    text: signInPage(content, { base: lake.basePath, studio: lake.studioUrl }),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': signInPolicy(lake.studioUrl),
      // With no-referrer browsers send forms under the origin "null", which is nobody's. The code in the address stays within this origin.
      'referrer-policy': 'same-origin',
      ...(content.kind === 'too-many' ? { 'retry-after': String(content.seconds) } : {}),
      ...headers,
    },
  }
}

function statusOf(content: SignInPage): number {
  if (content.kind === 'spent') return 410
  if (content.kind === 'too-many') return 429
  if (content.problem === 'busy') return 503
  if (content.problem === 'full') return 507
  return content.problem === undefined ? 200 : content.problem === 'wrong' ? 401 : 400
}

function cookie(lake: LakeContext, value: string, seconds: number): string {
  const secure = lake.publicUrl.startsWith('https:')
  // Browsers take a cookie for pages of other sites over https only. Without https there is one machine, and its ports are one site.
  const crossSite = secure && lake.allowedOrigins.length > 0
  return sessionCookie(lake.auth.cookieName, value, { path: lake.basePath || '/', secure, crossSite, seconds })
}
