import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CarrierEvents, OutOfMemoryError, type StartCarrier } from './carrier.ts'
import { openLane } from './lane.ts'
import type { ToWorker } from './worker-port.ts'

/** What a fake worker does with a question. */
type Fate = 'answers' | 'fails' | 'dies' | 'runs out of memory' | 'can not be sent' | 'answers after it died'
const fates: readonly Fate[] = [
  'answers',
  'fails',
  'dies',
  'runs out of memory',
  'can not be sent',
  'answers after it died',
]

const misbehaving: StartCarrier = (events: CarrierEvents) => {
  const later = (work: () => void) => void setImmediate(work)
  const answer = (value: unknown) => events.message({ kind: 'answer', value })
  const gone = Promise.withResolvers<void>()
  const die = (error: Error) => {
    gone.resolve()
    events.lost(error)
  }
  later(() => events.message({ kind: 'ready', value: null }))
  const fateOf: Record<Fate, (value: unknown) => void> = {
    answers: answer,
    fails: () => events.message({ kind: 'failure', failure: { kind: 'bug', message: 'failed' } }),
    dies: () => die(new Error('died')),
    'runs out of memory': () => die(new OutOfMemoryError()),
    'can not be sent': () => undefined,
    'answers after it died': (value) => {
      die(new Error('died'))
      answer(value)
    },
  }
  return {
    gone: gone.promise,
    kill: async () => gone.resolve(),
    post({ op, args }: ToWorker) {
      if (op === 'can not be sent') throw new RangeError('Maximum call stack size exceeded')
      if (op === 'close') later(() => answer(null))
      else if (fates.includes(op as Fate)) later(() => fateOf[op as Fate](args))
    },
  }
}

type Asked = { fate: Fate; leaves: 'never' | 'before' | 'at once' }
const asked = fc.record({
  fate: fc.constantFrom(...fates),
  leaves: fc.constantFrom('never' as const, 'never' as const, 'before' as const, 'at once' as const),
})

test('whatever workers and callers do, every question is settled once, with its own answer, and the lane goes on', async () => {
  const whole = fc.asyncProperty(
    fc.array(asked, { minLength: 1, maxLength: 12 }),
    fc.boolean(),
    async (questions: Asked[], restart) => {
      const lane = openLane({ start: misbehaving, restart, onError: () => undefined })
      const settled = await Promise.allSettled(
        questions.map(({ fate, leaves }, index) => {
          const caller = new AbortController()
          if (leaves === 'before') caller.abort(new Error('left'))
          const answer = lane.ask(fate, index, { signal: caller.signal })
          if (leaves === 'at once') caller.abort(new Error('left'))
          return answer
        }),
      )
      for (const [index, { fate, leaves }] of questions.entries()) {
        const result = settled[index]
        if (result?.status === 'fulfilled') expect(result.value).toBe(index)
        else if (leaves === 'before') expect(String(result?.reason)).toContain('left')
        else if (restart && fate === 'can not be sent' && leaves === 'never')
          expect(result?.reason).toMatchObject({ status: 400 })
        else if (restart && fate === 'runs out of memory' && leaves === 'never')
          expect(result?.reason).toMatchObject({ status: 413 })
        else expect(result?.status).toBe('rejected')
      }
      if (restart) expect(await lane.ask('answers', 'still here')).toBe('still here')
      await lane.close()
    },
  )
  await fc.assert(whole, { numRuns: 300 })
})
