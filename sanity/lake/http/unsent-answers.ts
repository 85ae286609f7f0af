import type { ServerResponse } from 'node:http'
import { LakeError } from '../engine/types.ts'
import type { Answer } from './answer.ts'

/** Bytes of answers that wait in memory for one caller to read them: the largest one a few times. */
const mostUnsent = 64 * 1024 * 1024

/** Keeps account of answers that were made and not read yet. */
export type UnsentAnswers = {
  /** Throws LakeError 429 when this caller should first read what it has asked for. */
  mustBeFew(owner: string): void
  /** Counts an answer until its connection has taken it, or has ended. */
  hold(owner: string, answer: Answer, res: ServerResponse): void
}

/** A client that asks for large answers and reads none of them would fill the memory with them. */
export function createUnsentAnswers(most = mostUnsent): UnsentAnswers {
  const unsent = new Map<string, number>()
  return {
    mustBeFew(owner) {
      if ((unsent.get(owner) ?? 0) < most) return
      throw new LakeError(429, {
        type: 'tooManyRequests',
        description: 'Large answers to earlier requests have not been read yet. Read them first.',
        retryAfter: 2,
      })
    },
    hold(owner, answer, res) {
      const bytes = sizeOf(answer)
      if (bytes === 0 || res.destroyed) return
      unsent.set(owner, (unsent.get(owner) ?? 0) + bytes)
      res.once('close', () => {
        const left = (unsent.get(owner) ?? bytes) - bytes
        if (left <= 0) unsent.delete(owner)
        else unsent.set(owner, left)
      })
    },
  }
}

/** What is made on this thread is small. */
function sizeOf(answer: Answer): number {
  if (answer?.text !== undefined) return answer.text.length
  return (answer?.jsonBytes ?? []).reduce((sum, part) => sum + part.length, 0)
}
