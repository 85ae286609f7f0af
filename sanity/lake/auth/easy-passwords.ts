/** What people type when they are asked for a long password. A word counts as one character. In lower case, NFKC. */
const words = [
  // Passwords that every list of stolen ones has.
  'password',
  'passwort',
  'passw',
  'secret',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'root',
  'login',
  'master',
  'access',
  'guest',
  'test',
  'demo',
  'user',
  'changeme',
  'default',
  'iloveyou',
  'love',
  'forever',
  'sunshine',
  'princess',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'basketball',
  'superman',
  'batman',
  'pokemon',
  'starwars',
  'shadow',
  'michael',
  'jordan',
  'computer',
  'internet',
  'google',
  'facebook',
  'whatever',
  'trustno',
  'hello',
  'hunter',
  'summer',
  'winter',
  'spring',
  'autumn',
  'monday',
  'friday',
  'please',
  'freedom',
  'flower',
  'killer',
  'taiwan',
  'taipei',
  'woaini',
  'woaiwo',
  'aini',
  'editor',
  'website',
  'lakeside',
  'sanity',
  'studio',
  // Figures that are read aloud.
  '5201314',
  '1314520',
  '1314',
  '520',
  '888',
  '666',
  '168',
  '101',
  '007',
  '密碼',
  '我的密碼',
  '管理員',
  '我愛你',
  '愛你一生一世',
  '你好',
  '測試',
  '網站',
  '編輯',
  '湖畔',
]

/** Rows of things that people run along with a finger: a piece of one, in either direction, counts as one character. They are closed at the ends. */
const rows = [
  '0123456789',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  'qwertzuiop',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.',
  'zaq12wsxcde34rfvbgt56yhnmju7',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmik',
  '一二三四五六七八九十',
  '甲乙丙丁戊己庚辛壬癸',
  '子丑寅卯辰巳午未申酉戌亥',
  'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙ',
].flatMap((row) => [row + row, [...row].toReversed().join('').repeat(2)])

/** Letters that figures and signs are typed for, and the figures under the signs. */
const lookalikes: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const withShift: Readonly<Record<string, string>> = {
  '!': '1',
  '@': '2',
  '#': '3',
  $: '4',
  '%': '5',
  '^': '6',
  '&': '7',
  '*': '8',
  '(': '9',
  ')': '0',
}

/** With fewer parts than this a password is found by trying. */
const fewestParts = 6
const shortestRun = 3

/**
 * Whether a password is among the first that somebody would try: a common word, the person's own name, a sequence, one character or a few
 * repeated, and these joined. The length is another question.
 */
export function isEasyPassword(password: string, name: string): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  const known = [...words, ...namesIn(name)]
  return [text, replaced(text, lookalikes), replaced(text, withShift)].some(
    (spelling) => partsOf([...spelling], known) < fewestParts,
  )
}

/** The name, and its parts: 林 岸 is guessed as 林岸 too. */
function namesIn(name: string): string[] {
  const text = name.normalize('NFKC').toLowerCase()
  return [text, text.replace(/\s/g, ''), ...text.split(/\s+/)].filter((part) => part.length > 1)
}

const replaced = (text: string, by: Readonly<Record<string, string>>) =>
  [...text].map((character) => by[character] ?? character).join('')

/** In how many parts it can be said: from left to right, each the longest that is known. */
function partsOf(characters: readonly string[], known: readonly string[]): number {
  let parts = 0
  for (let at = 0; at < characters.length; at += longestAt(characters, at, known)) parts += 1
  return parts
}

/** The length of the part that begins there. */
function longestAt(characters: readonly string[], at: number, known: readonly string[]): number {
  const rest = characters.slice(at)
  const text = rest.join('')
  const word = Math.max(1, ...known.filter((each) => text.startsWith(each)).map((each) => [...each].length))
  return Math.max(
    word,
    ...[sameAgain(rest), alongRow(rest), saidBefore(characters, at), year(text)].filter(
      (length) => length >= shortestRun,
    ),
  )
}

/** One character again and again. */
function sameAgain(rest: readonly string[]): number {
  const other = rest.findIndex((character) => character !== rest[0])
  return other === -1 ? rest.length : other
}

/** A piece of a row. */
function alongRow(rest: readonly string[]): number {
  let length = 0
  while (length < rest.length && rows.some((row) => row.includes(rest.slice(0, length + 1).join('')))) length += 1
  return length
}

/** What stood in the password already, from an earlier place on: also `abab`, in which the piece goes on into itself. */
function saidBefore(characters: readonly string[], at: number): number {
  const lengths = characters.slice(0, at).map((_, start) => {
    let length = 0
    while (at + length < characters.length && characters[start + length] === characters[at + length]) length += 1
    return length
  })
  return Math.max(0, ...lengths)
}

/** A year of somebody's life. */
function year(text: string): number {
  return /^(?:19|20)\d\d/.test(text) ? 4 : 0
}
