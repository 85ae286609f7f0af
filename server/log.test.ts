import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('one JSON line an entry, with the stack of an error', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  log({ level: 'warn', message: 'first\nline', path: '/a', cause: new Error('why') })
  log({ level: 'info', message: 'second' })
  expect(lines).toHaveLength(2)
  expect(lines.join('').trim().split('\n')).toHaveLength(2)
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    message: 'first\nline',
    path: '/a',
    cause: expect.stringMatching(/^Error: why\n +at /),
  })
})

test.each([
  ['debug', ['debug', 'info', 'warn', 'error']],
  ['info', ['info', 'warn', 'error']],
  ['warn', ['warn', 'error']],
  ['error', ['error']],
  ['silent', []],
] as const)('at %s the lines of %j are written', (level, expected) => {
  const lines: string[] = []
  const log = createLog(level, { write: (line) => void lines.push(line) })
  for (const entry of ['debug', 'info', 'warn', 'error'] as const) log({ level: entry, message: entry })
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(expected)
})
