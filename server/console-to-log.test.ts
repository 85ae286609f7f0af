import { Console } from 'node:console'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { consoleToLog } from './console-to-log.ts'
import { createLog } from './log.ts'

test('what a library says on the console is one line of the log, stack and colours and all', () => {
  const lines: string[] = []
  const target = new Console(new PassThrough())
  consoleToLog(target, createLog('info', { write: (line) => void lines.push(line) }))
  target.error('\u001b[31m ⨯ \u001b[39m', new Error('first\nsecond'))
  target.warn('%d of %s', 2, 'three')
  target.debug('not for this level')
  expect(lines.join('').trim().split('\n')).toHaveLength(2)
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', from: 'console', message: expect.stringMatching(/^⨯ {2}Error: first\nsecond\n +at /) },
    { level: 'warn', from: 'console', message: '2 of three' },
  ])
})
