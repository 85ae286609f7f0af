import { expect, test } from 'vitest'
import { readPass, signPass } from './preview-pass.ts'

const pass = { link: 'abc_-1', until: 2_000 }

test('a pass says what was signed, until its time is over', () => {
  const value = signPass(pass, 'key')
  expect(readPass(value, 'key', 1_999)).toEqual(pass)
  expect(readPass(value, 'key', 2_000)).toBeNull()
})

test.each([
  ['signed with another key', signPass(pass, 'other')],
  ['with another link', signPass(pass, 'key').replace('abc', 'abd')],
  ['with a later time', signPass(pass, 'key').replace('2000', '9000')],
  ['with a longer signature', `${signPass(pass, 'key')}a`],
  ['without a signature', 'abc_-1.2000'],
  ['of another kind', 'x'],
  ['that is empty', ''],
  ['that is absent', undefined],
])('a pass %s is none', (_what, value) => {
  expect(readPass(value, 'key', 1_000)).toBeNull()
})
