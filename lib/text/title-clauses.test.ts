import { expect, test } from 'vitest'
import { pieces, titleClauses } from './title-clauses.ts'

const ZWSP = '\u200b'
/** A clause in brackets, what stays together in braces, a space between clauses as _. */
const drawn = (title: string) =>
  titleClauses(title)
    .map(
      ({ pieces: all, space }) =>
        `[${all.map(({ text, nb }) => (nb ? `{${text}}` : text)).join('')}]${space ? '_' : ''}`,
    )
    .join('')

test.each([
  [
    'GPT-4為何不開源？ChatGPT是否開源引爭議，馬斯克聯名抵制GPT-4！',
    '[{GPT-4}為何不開源？][ChatGPT是否開源引爭議，][馬斯克聯名抵制{GPT-4}！]',
  ],
  ['ChatGPT 不開源，OpenAI不再「open」', '[ChatGPT 不開源，][OpenAI不再「open」]'],
  [
    `馬斯克連署籲停訓${ZWSP} GPT-4 等高階機器人${ZWSP}「至少半年」`,
    '[馬斯克連署籲停訓]_[{GPT-4} 等高階機器人][「至少半年」]',
  ],
  [`社群對於 ChatGPT ${ZWSP}不開源的看法如何？`, '[社群對於 ChatGPT]_[不開源的看法如何？]'],
  ['馬斯克：比特幣開源所以沒bug，推特算法即將開源', '[馬斯克：][比特幣開源所以沒bug，][推特算法即將開源]'],
  ['ChatGPT是什麼？', '[ChatGPT是什麼？]'],
  ['他說：「真的嗎？」然後走了', '[他說：][「真的嗎？」][然後走了]'],
  ['什麼！？真的', '[什麼！？][真的]'],
  ['「他問：『好嗎？』」，她答', '[「他問：][『好嗎？』」，][她答]'],
  ['「我們錯了。坦率地說，我們錯了。」', '[「我們錯了。][坦率地說，][我們錯了。」]'],
  ['時間？ 12:30, OK: yes!', '[時間？]_[12:30, OK: yes!]'],
  ['豐厚贈金（入金活動）', '[豐厚贈金][（入金活動）]'],
  ['（一）「（二）三」', '[（一）「（二）三」]'],
  [`甲${ZWSP}（乙）`, '[甲][（乙）]'],
  ['  前後的空白  ', '[前後的空白]'],
  ['', ''],
  [`${ZWSP}，`, '[，]'],
])('%j', (title, clauses) => {
  expect(drawn(title)).toBe(clauses)
})

test.each(['a', '1', '1,,', 'a-', '」', '。」', ' ', ZWSP])(
  'a pasted run of 200,000 × %j is split at once, not for minutes',
  (sign) => {
    const run = `甲${sign.repeat(200_000)}乙`
    expect(
      titleClauses(run)
        .flatMap((clause) => clause.pieces.map(({ text }) => text))
        .join(''),
    ).toMatch(/^甲.*乙$/u)
  },
)

test('the invisible signs of draft mode stay with their words', () => {
  const marked = `標題，第二句？${'\u200b\u200c\u200d\ufeff'.repeat(6)}`
  expect(titleClauses(marked).map((clause) => clause.pieces.map((piece) => piece.text).join(''))).toEqual([
    '標題，',
    marked.slice(3),
  ])
})

test.each([
  ['註冊並入金，最高 17,500 USDT', '註冊並入金，最高 {17,500 USDT}'],
  ['贏3500U 豐厚贈金', '贏3500U 豐厚贈金'],
  ['10 USDT 贈金，再加 10 USDT', '{10 USDT} 贈金，再加 {10 USDT}'],
  ['漲幅達380.2%', '漲幅達{380.2%}'],
  ['低至 0.03%', '低至 {0.03%}'],
  ['17,500USDT獎勵', '{17,500USDT}獎勵'],
  ['98 頁論文', '98 頁論文'],
  ['2 Things', '2 Things'],
  ['Wi-Fi 與 T‐Bill', '{Wi-Fi} 與 {T‐Bill}'],
  ['a-very-long-word-that-would-not-fit-a-line', 'a-very-long-word-that-would-not-fit-a-line'],
  ['', ''],
])('%j', (text, expected) => {
  const found = pieces(text)
  expect(found.map((piece) => (piece.nb ? `{${piece.text}}` : piece.text)).join('')).toBe(expected)
  expect(found.map((piece) => piece.text).join('')).toBe(text)
})
