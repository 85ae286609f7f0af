import { LakeError } from '../engine/types.ts'
import { isObject } from '../engine/json.ts'

/** Why due work failed, and what follows from it. The problem is what people read in the Studio, in zh-TW, with what they can do. */
export type DueFailure =
  /** Moved or cancelled, or a document was written meanwhile: the next look sees what holds then. */
  | { kind: 'overtaken' }
  /** It refers to a document that is not published: it is tried again when that one comes. */
  | { kind: 'missing'; id: string; problem: string }
  /** The writer is busy, the disk is full …: it is tried again after a while. */
  | { kind: 'passing'; problem: string }
  /** It can't be done as it is. Somebody has to change something and set it again. */
  | { kind: 'final'; problem: string }

export const PASSING = '內容庫暫時忙不過來或無法寫入，稍後會自動再試；如果一直沒有執行，請聯絡管理員'
export const FINAL = '內容庫不接受這次變更：請打開文件檢查欄位，改好之後重新排程；原因記在內容庫的紀錄檔'
export const missing = (id: string): string =>
  `它引用的「${id}」還沒發布或已經刪除：發布那份內容之後會自動再試；也可以拿掉那個引用，再重新排程`

/** The `error` of the first item that a transaction failed with. */
const itemOf = (error: LakeError): Readonly<Record<string, unknown>> => {
  const items: unknown = error.detail['items']
  const first: unknown = Array.isArray(items) ? items[0] : undefined
  return isObject(first) && isObject(first.error) ? first.error : {}
}

/**
 * @param error what committing due work threw.
 * @returns what kind of failure that is.
 */
export function failureOf(error: unknown): DueFailure {
  // What is no LakeError is SQLite's or a worker's: a full disk, a lock, a worker that was stopped. None of it is the document's fault.
  if (!(error instanceof LakeError)) return { kind: 'passing', problem: PASSING }
  if (error.status >= 500 ? error.status !== 501 : error.status === 408 || error.status === 429)
    return { kind: 'passing', problem: PASSING }
  const { type, referenceID } = itemOf(error)
  switch (type) {
    case 'documentRevisionIDDoesNotMatchError':
    case 'documentNotFoundError':
      return { kind: 'overtaken' }
    case 'documentReferenceDoesNotExistError':
      return { kind: 'missing', id: String(referenceID), problem: missing(String(referenceID)) }
    // Somebody has begun to refer to it in the very moment: the next try sees that one too.
    case 'documentHasExistingReferencesError':
      return { kind: 'passing', problem: PASSING }
    default:
      return { kind: 'final', problem: FINAL }
  }
}

const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000

/** Milliseconds to wait after so many failures in a row: 1 s, doubled each time, one minute at most. */
export const waitAfter = (failures: number): number => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1))

/** Whether one more failure in a row is said in the log: the 1st, 2nd, 4th, 8th …, so that a disk that stays full does not fill the log too. */
export const isWorthLogging = (failures: number): boolean => Number.isInteger(Math.log2(failures))
