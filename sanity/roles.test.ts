import { expect, test } from 'vitest'
import { filterTakes } from './lake/engine/rights.ts'
import { mayWriteIn, roles } from './roles.ts'

const may = (role: string, document: { _type: string; documentType?: string }) => {
  const writes = roles[role]?.writes
  return typeof writes === 'string' && filterTakes(writes, { _id: 'any', ...document })
}

test.each<[string, { _type: string; documentType?: string }, boolean, boolean]>([
  ['an article', { _type: 'article' }, true, false],
  ['a link list', { _type: 'linkList' }, true, false],
  ['a banner', { _type: 'banner' }, false, true],
  ['a placement', { _type: 'placement' }, false, true],
  ['what is due for an article', { _type: 'dueWork', documentType: 'article' }, true, false],
  ['what is due for a banner', { _type: 'dueWork', documentType: 'banner' }, false, true],
  ['what is due for a slot, which articles refer to', { _type: 'dueWork', documentType: 'slot' }, false, false],
  ['a release, which publishes what others wrote', { _type: 'system.release' }, false, false],
  ['what is due for nothing in particular', { _type: 'dueWork' }, false, false],
  ['a picture', { _type: 'sanity.imageAsset' }, true, true],
])('who writes %s', (_, document, editor, marketer) => {
  expect([may('editor', document), may('marketer', document)]).toEqual([editor, marketer])
})

test.each([
  ['editor', true],
  ['marketer', false],
  ['viewer', false],
  ['administrator', true],
])('a new article is offered to a %s: %s', (name, offered) => {
  expect(mayWriteIn([{ name }], 'article')).toBe(offered)
})
