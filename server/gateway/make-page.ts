import { parseStatement, type Statement } from '#lib/statement.ts'
import type { AskNext, NextAnswer } from './ask-next.ts'
import { plainHeaders, readerHeaders } from './policy.ts'
import { strip } from './strip.ts'

/** The exact bytes of one reader page, with what it was made from and when it is true. */
export type FinishedPage = {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** Null for answers that said nothing of themselves: redirects, files, and pages that went wrong. */
  statement: Statement | null
}

/** Something for the log that a reader must not see. */
export type Trouble = { path: string; message: string; cause?: unknown }

export type PageMaker = {
  /** Makes the page of a reader path. Never rejects: what goes wrong is a 500 page, and told to `onTrouble`. */
  make: (path: string) => Promise<FinishedPage>
}

/** Inner addresses at which the app keeps the whole bodies that Next itself answers with an empty page. Outside they do not exist. */
export const innerPages = { notFound: '/zh-TW/lost/not-found', failed: '/zh-TW/lost/error' }
const isInner = (path: string) => path.startsWith('/zh-TW/lost/')

/** What stands when not even the error page could be made: whole, without style, in words for a reader. */
const lastResort = `<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>暫時無法顯示｜Lakeside 湖畔</title></head><body><main><h1>這一頁暫時無法顯示</h1><p>請稍後再試，或<a href="/">回到首頁</a>。</p></main></body></html>`

/** Makes reader pages: asks Next, takes framework script out, gives the true status and the policy. `imageOrigin` as in `readerHeaders`. */
export function createPageMaker(options: { ask: AskNext['ask']; imageOrigin: string | undefined; onTrouble: (trouble: Trouble) => void }): PageMaker {
  const { ask, imageOrigin, onTrouble } = options

  // A page made while the lake is silent asked nothing and says nothing of itself; it is whole, and must not be kept.
  const finish = (path: string, answer: NextAnswer, status: number): FinishedPage => {
    const type = answer.headers['content-type'] ?? ''
    if (!type.startsWith('text/html')) return { status, headers: { ...plainHeaders, ...(type ? { 'content-type': type } : {}), 'cache-control': 'no-cache' }, body: answer.body, statement: null }
    const stripped = strip(answer.body.toString('utf8'))
    if (stripped.needsScript) throw new Error('a part of the page would be put in place by script; a reader route must have no Suspense and no loading.tsx')
    const [text] = stripped.statements
    const statement = stripped.statements.length === 1 && text !== undefined ? parseStatement(text) : null
    if (!statement && status === 200) onTrouble({ path, message: 'the page does not carry exactly one statement of what it was made from' })
    const headers = { ...readerHeaders(stripped.scriptHashes, imageOrigin), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' }
    return { status, headers, body: Buffer.from(stripped.html), statement }
  }

  const inner = async (path: string, status: number): Promise<FinishedPage> => {
    const answer = await ask(path)
    if (answer.status !== 200) throw new Error(`the inner page ${path} answered ${answer.status}`)
    return finish(path, answer, status)
  }

  const attempt = async (path: string): Promise<FinishedPage> => {
    const answer = isInner(path) ? undefined : await ask(path)
    if (!answer || answer.status === 404) return inner(innerPages.notFound, 404)
    const { location } = answer.headers
    if (location !== undefined && answer.status >= 300 && answer.status < 400) return { status: answer.status, headers: { ...plainHeaders, location, 'cache-control': 'no-cache' }, body: Buffer.alloc(0), statement: null }
    if (answer.status !== 200) throw new Error(`Next answered ${answer.status}`)
    return finish(path, answer, 200)
  }

  const make = async (path: string): Promise<FinishedPage> => {
    try {
      return await attempt(path)
    } catch (cause) {
      onTrouble({ path, message: 'the page could not be made', cause })
    }
    try {
      return await inner(innerPages.failed, 500)
    } catch (cause) {
      onTrouble({ path, message: 'the error page could not be made', cause })
      return { status: 500, headers: { ...readerHeaders([], imageOrigin), 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body: Buffer.from(lastResort), statement: null }
    }
  }

  return { make }
}
