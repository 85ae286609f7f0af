import { LakeError, LakeFileError } from './types.ts'

/** The primary result codes of SQLite that people can do something about. */
const BUSY = 5
const READ_ONLY = 8
const IO = 10
const CORRUPT = 11
const FULL = 13
const CAN_NOT_OPEN = 14
const NOT_A_DATABASE = 26

/** The primary result code of an error that SQLite raised; undefined for any other error. Node hands over the extended code. */
const sqliteCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined

/** Whether a write found no room: one of SQLite, or of the file system. */
export const isDiskFull = (error: unknown): boolean =>
  sqliteCode(error) === FULL ||
  (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))

/** Whether a file beside the database could not be made or grow. SQLite does not say that the disk is full then. */
export const lacksRoom = (error: unknown): boolean => [FULL, IO, CAN_NOT_OPEN].includes(sqliteCode(error) ?? 0)

/** 507 for a write that found no room. Nothing of it is written. */
export const diskFull = (): LakeError =>
  new LakeError(507, {
    type: 'insufficientStorage',
    description:
      'Nothing was saved: the disk that holds the data folder is full. Free some space there and save again.',
  })

/**
 * What an error of SQLite means to people: LakeError 507 for a full disk, LakeFileError for a file that can't be used.
 * Every other error is returned as it is.
 * @param file how the database is named in the sentence, such as its path.
 */
export const explainSqlite = (error: unknown, file: string): unknown => {
  if (isDiskFull(error)) return diskFull()
  switch (sqliteCode(error)) {
    case NOT_A_DATABASE:
      return new LakeFileError(
        `The file ${file} is not a lake: it is no SQLite database. Put the data folder back from a backup.`,
      )
    case CORRUPT:
      return damaged(file, reasonOf(error))
    case CAN_NOT_OPEN:
    case READ_ONLY:
      return new LakeFileError(
        `The file ${file} can't be read and written by this user (${reasonOf(error)}). Give this user the file, or start as the user who owns it.`,
      )
    case IO:
      return new LakeFileError(
        `The file ${file} can't be read or written: the disk reports an error (${reasonOf(error)}).`,
      )
    case BUSY:
      return new LakeFileError(`The file ${file} is in use by another program.`)
    default:
      return error
  }
}

/** The file, or a part of it, is not what the lake wrote. */
export const damaged = (file: string, what: string): LakeFileError =>
  new LakeFileError(`The file ${file} is damaged: ${what}. Put the data folder back from a backup.`)

/** Does the work; what SQLite throws in it is explained. */
export const explaining = <T>(file: string, work: () => T): T => {
  try {
    return work()
  } catch (error) {
    throw explainSqlite(error, file)
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
