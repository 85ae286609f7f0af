import { expect, test } from 'vitest'
import { draftsEditedBy, readLog } from './my-drafts.ts'

const edit = (author: string, id: string) => ({ author, documentIDs: [`drafts.${id}`] })
const publish = (author: string, id: string) => ({ author, documentIDs: [`drafts.${id}`, id] })

test('a draft belongs to everybody who typed in it, and to nobody else', () => {
  const log = [edit('ann', 'a'), edit('ben', 'a'), edit('ben', 'b')]
  expect(draftsEditedBy('ann', ['drafts.a', 'drafts.b'], log)).toEqual(['drafts.a'])
  expect(draftsEditedBy('ben', ['drafts.a', 'drafts.b'], log)).toEqual(['drafts.a', 'drafts.b'])
  expect(draftsEditedBy('eve', ['drafts.a', 'drafts.b'], log)).toEqual([])
})

test('what was typed before the last publish is no longer anybody’s draft', () => {
  const log = [edit('ann', 'a'), publish('ben', 'a'), edit('ben', 'a')]
  expect(draftsEditedBy('ann', ['drafts.a'], log)).toEqual([])
  expect(draftsEditedBy('ben', ['drafts.a'], log)).toEqual(['drafts.a'])
})

test('two documents written in one transaction are an edit of each', () => {
  expect(
    draftsEditedBy('ann', ['drafts.a', 'drafts.b'], [{ author: 'ann', documentIDs: ['drafts.a', 'drafts.b'] }]),
  ).toEqual(['drafts.a', 'drafts.b'])
})

test('the log is read line by line, and a broken line is not passed over', () => {
  expect(readLog('{"id":"t1","author":"ann","documentIDs":["drafts.a"]}\n')).toEqual([
    { author: 'ann', documentIDs: ['drafts.a'] },
  ])
  expect(() => readLog('{"id":"t1"}\n')).toThrow('documentIDs')
})
