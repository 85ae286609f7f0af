import { parseCacheMetadata, type CacheMetadata } from '#lib/page/cache-metadata.ts'
import { NextTimeoutError, type AskNext, type NextAnswer } from './ask-next.ts'
import { isBuiltFile } from './built-files.ts'
import { asksEachTime } from './cache-control.ts'
import type { MadePage } from './finished-page.ts'
import { plainHeaders, readerHeaders } from './policy.ts'
import { speculationRules, speculationRulesPath, speculationRulesType } from './speculation-rules.ts'
import { strip } from './strip.ts'
import { createStyleWriter } from './write-styles.ts'

/** Something for the log that a reader must not see. */
export type Trouble = { path: string; message: string; cause?: unknown }

/** Inner addresses at which the app keeps the whole bodies that Next itself answers with an empty page. Outside they do not exist. */
export const innerPages = { notFound: '/zh-TW/lost/not-found', failed: '/zh-TW/lost/error' }
const isInner = (path: string) => path.startsWith('/zh-TW/lost/')

/** Until then is always; an answer that tells nothing of itself depends on every publish. */
const always = { from: -Infinity, until: Infinity }
const onEverything = { tags: ['any'], ...always }

/** What stands when not even the error page could be made: whole, without style, in words for a reader. */
const lastResort = `<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>暫時無法顯示｜Lakeside 湖畔</title></head><body><main><h1>這一頁暫時無法顯示</h1><p>請稍後再試，或<a href="/">回到首頁</a>。</p></main></body></html>`

/**
 * Makes reader pages: asks Next, takes framework script out, gives the true status and the policy. `imageOrigin` and `secure` as in `readerHeaders`,
 * `mayOutliveBuild` as in `createStyleWriter`.
 * It never rejects: what goes wrong is told to `onTrouble`, asked for once more, and then a 500 page. A path where nothing is answers a 404 without a body;
 * the body that all of them share is the page of `innerPages.notFound`.
 */
export function createPageMaker(options: {
  ask: AskNext['ask']
  imageOrigin: string | undefined
  secure: boolean
  mayOutliveBuild: boolean
  onTrouble: (trouble: Trouble) => void
}): (path: string) => Promise<MadePage> {
  const { ask, imageOrigin, secure, mayOutliveBuild, onTrouble } = options
  const plain = plainHeaders({ secure })
  const writeStyles = createStyleWriter({ ask, mayOutliveBuild })

  const rules: MadePage = {
    status: 200,
    headers: { ...plain, 'content-type': speculationRulesType, 'cache-control': 'public, max-age=3600' },
    body: Buffer.from(speculationRules()),
    keepable: true,
    tags: [],
    ...always,
  }

  const finishHtml = async (path: string, answer: NextAnswer, status: number): Promise<MadePage> => {
    const {
      html: stripped,
      metadataTexts,
      needsScript,
      sheets,
      scriptHashes,
      styleHashes,
    } = strip(answer.body.toString('utf8'))
    if (needsScript)
      throw new Error(
        'a part of the page would be put in place by script; a reader route must have no Suspense and no loading.tsx',
      )
    const [text] = metadataTexts
    const cacheMetadata = metadataTexts.length === 1 && text !== undefined ? parseCacheMetadata(text) : null
    if (!cacheMetadata && status === 200)
      onTrouble({ path, message: 'the page does not carry exactly one element of cache metadata' })
    const { html, linksStyles, ...written } = await writeStyles(stripped, sheets)
    const mayBreak = mayOutliveBuild && linksStyles
    if (mayBreak) onTrouble({ path, message: 'the style sheet of the page could not be written into it' })
    const keepable = cacheMetadata !== null && status < 500 && !mayBreak
    const headers = {
      ...readerHeaders({
        secure,
        scriptHashes,
        styleHashes: [...styleHashes, ...written.styleHashes],
        linksStyles,
        imageOrigin,
      }),
      'content-type': 'text/html; charset=utf-8',
      'cache-control': keepable ? asksEachTime : 'no-store',
    }
    return {
      status,
      headers,
      body: Buffer.from(html),
      keepable,
      ...(cacheMetadata ? madeFrom(cacheMetadata) : onEverything),
    }
  }

  const inner = async (path: string, status: number): Promise<MadePage> => {
    const answer = await ask(path)
    if (answer.status !== 200) throw new Error(`the inner page ${path} answered ${answer.status}`)
    return finishHtml(path, answer, status)
  }

  const attempt = async (path: string): Promise<MadePage> => {
    if (path === innerPages.notFound) return inner(path, 404)
    if (path === speculationRulesPath) return rules
    const answer = isInner(path) ? undefined : await ask(path)
    if (!answer || answer.status === 404)
      return { status: 404, headers: plain, body: Buffer.alloc(0), keepable: true, ...onEverything }
    const { location, 'content-type': type = '', 'set-cookie': cookies } = answer.headers
    if (location !== undefined && answer.status >= 300 && answer.status < 400) {
      const headers = { ...plain, location, 'cache-control': asksEachTime }
      return {
        status: answer.status,
        headers,
        body: Buffer.alloc(0),
        keepable: answer.status === 301 || answer.status === 308,
        ...onEverything,
      }
    }
    if (answer.status !== 200) throw new Error(`Next answered ${answer.status}`)
    if (type.startsWith('text/html')) return finishHtml(path, answer, 200)
    const file = { status: 200, body: answer.body, keepable: cookies === undefined }
    if (isBuiltFile(path))
      return {
        ...file,
        headers: { ...plain, 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' },
        tags: [],
        ...always,
      }
    return { ...file, headers: { ...plain, 'content-type': type, 'cache-control': asksEachTime }, ...onEverything }
  }

  return async (path) => {
    for (const isSecond of [false, true]) {
      try {
        return await attempt(path)
      } catch (cause) {
        // A question that met the end of the lake's worker, or a page that Next sent before it was complete, is right the second time.
        const isOver = isSecond || cause instanceof NextTimeoutError
        onTrouble({
          path,
          message: isOver ? 'the page could not be made' : 'the page could not be made and is asked for again',
          cause,
        })
        if (isOver) break
      }
    }
    try {
      return await inner(innerPages.failed, 500)
    } catch (cause) {
      onTrouble({ path, message: 'the error page could not be made', cause })
      const headers = {
        ...readerHeaders({ secure, scriptHashes: [], styleHashes: [], linksStyles: false, imageOrigin }),
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      }
      return { status: 500, headers, body: Buffer.from(lastResort), keepable: false, ...onEverything }
    }
  }
}

const madeFrom = ({ tags, from, until }: CacheMetadata) => ({
  tags,
  from: from === null ? -Infinity : Date.parse(from),
  until: until === null ? Infinity : Date.parse(until),
})
