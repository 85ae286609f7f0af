import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isEasyPassword } from './easy-passwords.ts'
import { longestPassword, newPassword } from './passwords.ts'

test.each([
  'aaaaaaaaaaaa',
  '            ',
  '一'.repeat(12),
  'abababababab',
  'abcabcabcabc',
  'xyz9xyz9xyz9',
  '123456789012',
  '987654321098',
  '111122223333',
  '121212121212',
  '123123123123',
  'abcdefghijkl',
  'lkjihgfedcba',
  'qwertyuiopas',
  'QWERTYUIOP12',
  'asdfghjkl;12',
  '1qaz2wsx3edc',
  '!QAZ@WSX#EDC',
  '1q2w3e4r5t6y',
  'zaq12wsxcde3',
  'password1234',
  'Password2024',
  'P@ssw0rd1234',
  'passwordpassword',
  'Welcome12345',
  'administrator',
  'iloveyou1234',
  'letmeinplease',
  'qwerty123456',
  'dragonmonkey1',
  'Summer2024!!',
  'woaini5201314',
  '我愛你我愛你我愛你我愛你',
  '一二三四五六七八九十一二',
  'Lakeside2026',
  '１２３４５６７８９０１２',
  'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐ',
  '王小湖王小湖王小湖王小湖',
  'wanghu123456',
  'WangHu2026!!',
  'wang hu wang hu',
])('%j is one of the first that would be tried', (password) => {
  expect(isEasyPassword(password, password.includes('湖') ? '王小湖' : 'Wang Hu')).toBe(true)
})

test.each([
  'a lake at night',
  'correct horse battery staple',
  '湖邊的風很涼快，我喜歡',
  '反正不會有人猜到的密碼',
  'xK9#mQ2$vL7p',
  'trombone-otter-84',
  'Ich mag Seen im Mai',
])('%j is not', (password) => {
  expect(isEasyPassword(password, '王小湖')).toBe(false)
})

test('what the lake itself draws is never easy', () => {
  for (let index = 0; index < 100; index += 1) expect(isEasyPassword(newPassword(), '王小湖')).toBe(false)
})

test('any text is judged, and a name alone or joined with figures is always easy', () => {
  const text = fc.string({ unit: 'binary', maxLength: longestPassword })
  fc.assert(
    fc.property(text, text, (password, name) => void expect(isEasyPassword(password, name)).toBeTypeOf('boolean')),
    { numRuns: 100 },
  )
  const name = fc.stringMatching(/^[a-z]{6,30}$/)
  fc.assert(
    fc.property(
      name,
      fc.nat(9),
      (own, figure) => void expect(isEasyPassword(`${own}${String(figure).repeat(8)}`, own)).toBe(true),
    ),
    { numRuns: 100 },
  )
})
