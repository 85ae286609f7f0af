import { expect, test } from 'vitest'
import { createReporter } from './report.ts'

const finding = (rev: string, path = 'title') => ({ documentId: 'a', rev, path, message: 'm' })

test('each finding once per document revision', () => {
  const said: string[] = []
  const report = createReporter(({ rev, path }) => said.push(`${rev} ${path}`))
  report([finding('1'), finding('1'), finding('1', 'body')])
  report([finding('1'), finding('2')])
  expect(said).toEqual(['1 title', '1 body', '2 title'])
})

test('what it remembers is bounded: the oldest goes first', () => {
  const said: string[] = []
  const report = createReporter(({ rev }) => said.push(rev), 2)
  report([finding('1'), finding('2'), finding('3'), finding('3'), finding('1')])
  expect(said).toEqual(['1', '2', '3', '1'])
})
