import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { swapInWords } from '#lib/promotion/swap-banner.ts'
import { dueInWords } from '#lib/validation/due.ts'
import { periodWithLength } from '#lib/time/period.ts'
import { hoursInWords } from '#lib/promotion/placement.ts'
import { FINAL, missing, PASSING } from '../../lake/due/due-failures.ts'
import { translateIn } from './translate.ts'
import { inEnglish, sentences } from './sentences.ts'

const translate = translateIn('en-US')
const telling = { timeZone: 'Asia/Taipei', now: new Date('2026-11-20T00:00:00Z') }
const [start, end] = ['2026-11-27T10:00:00Z', '2026-11-29T16:00:00Z']

describe('sentences that come filled in', () => {
  it('tell a period with its weekdays and length', () => {
    expect(translate(periodWithLength(start, end, telling))).toBe(
      '11/27 (Fri) 18:00 → 11/29 (Sun) 24:00, 54 hours in all',
    )
    expect(translate(periodWithLength(start, undefined, telling))).toBe('From 11/27 (Fri) 18:00, without an end')
    expect(translate(periodWithLength(undefined, end, telling))).toBe('As soon as it is published → 11/29 (Sun) 24:00')
    expect(translate(periodWithLength(undefined, undefined, telling))).toBe(
      'As soon as it is published, without an end',
    )
  })

  it('tell when a document is published and unpublished', () => {
    expect(translate(dueInWords({ publish: start, takeDown: end }, telling))).toBe(
      'published 11/27 (Fri) 18:00 → unpublished 11/29 (Sun) 24:00, 54 hours in all',
    )
    expect(translate(dueInWords({ publish: start, takeDown: null }, telling))).toBe('published 11/27 (Fri) 18:00')
    expect(translate(dueInWords({ publish: null, takeDown: end }, telling))).toBe('unpublished 11/29 (Sun) 24:00')
  })

  it('tell what a swap will show to whom, and leave names as they are, even one that is a word of ours', () => {
    const names = { slot: '文章', banner: 'Lake', after: ['橫幅'], categories: [] }
    const wish = { startsAt: start, endsAt: end, platforms: [], onlyCategories: [] }
    expect(translate(swapInWords(wish, names, telling))).toBe(
      'From 11/27 (Fri) 18:00 until 11/29 (Sun) 24:00, all readers see “Lake” in “文章”; afterwards “橫幅” returns.',
    )
    expect(translate(swapInWords(wish, { ...names, after: ['橫幅', '文章', null] }, telling))).toMatch(
      /; afterwards “橫幅”, “文章” return, and some readers see no banner\.$/,
    )
    expect(translate(swapInWords({ ...wish, startsAt: null, endsAt: null }, names, telling))).toBe(
      'As soon as it is published, all readers see “Lake” in “文章”, until you swap or stop it.',
    )
    expect(
      translate(
        swapInWords(
          { ...wish, startsAt: null, platforms: ['android', 'desktop'] },
          { ...names, after: [null], categories: ['Market', 'Basics'] },
          telling,
        ),
      ),
    ).toBe(
      'As soon as it is published, until 11/29 (Sun) 24:00, readers of articles in “Market”, “Basics” on Android, Desktop see “Lake” in “文章”; other readers see no change. Afterwards no banner shows here.',
    )
  })

  it('leave an editor’s words in a hole alone, and tell the weekday of a moment in one', () => {
    expect(translate('讀者馬上就看不到「{tag}」。', { tag: '限時 3 天' })).toContain('“限時 3 天”')
    expect(translate('到 {when}', { when: '11/29（日）24:00' })).toContain('11/29 (Sun) 24:00')
  })

  it('tell days and hours', () => {
    expect(translate(hoursInWords(['mon', 'fri'], '22:00', '02:00'))).toBe('Mon, Fri 22:00–next day 02:00')
    expect(translate(hoursInWords([], '08:00', undefined))).toBe('every day 08:00–24:00')
    expect(translate('週一、還有別的')).toBe('週一、還有別的')
  })

  it('tell in a row of a list what a document holds', () => {
    expect(['5 個連結', '備用：湖的橫幅', '廣告 BTCC：註冊'].map((words) => translate(words))).toEqual([
      'Links: 5',
      'Fallback: 湖的橫幅',
      'Advertisement, BTCC：註冊',
    ])
  })

  it('put what is in them into English too', () => {
    expect(translate('小手機上放不下：短句最多 20 個全形字（半形算半個），現在是 31 個，請再精簡')).toBe(
      'It does not fit on a small phone: The short text has room for 20 full-width characters (half-width ones count half) and has 31: shorten it',
    )
    expect(translate('檔期是空的，永遠不會顯示：結束時間要晚於開始時間')).not.toMatch(/\p{Script=Han}/u)
  })
})

test('what the lake says of work that was not done has its English', () => {
  for (const problem of [missing('banner-b'), PASSING, FINAL])
    expect(translate(`排程沒有執行：${problem}`)).toMatch(/^The schedule was not carried out: [^\p{Script=Han}]+$/u)
})

test('every sentence of the rules has its English', () => {
  const files = globSync('lib/{validation,promotion,time}/*.ts').filter(
    (file) => !/\.test\.ts$|swap-banner/.test(file), // the sentence of a swap is put together in its own test
  )
  const said = files
    .flatMap((file) =>
      [
        ...readFileSync(file, 'utf8')
          .replace(/\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '')
          .matchAll(/message:\s*('[^'\n]+'|`[^`\n]+`)|(?:find\([^,]+,\s*|return\s+|\|\|\s+)('[^'\n]+'|`[^`\n]+`)/g),
      ].map(([, message, other]) => (message ?? other ?? '').slice(1, -1)),
    )
    .filter((words) => /\p{Script=Han}{4}/u.test(words))
  expect(said.length).toBeGreaterThan(60)
  expect(said.filter((words) => inEnglish(words.replace(/\$\{[^}]*\}/g, '1')) === undefined)).toEqual([])
})

test('English sentences are English, and keep the holes of the Chinese ones', () => {
  const holes = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted()
  for (const [chinese, words] of sentences) {
    expect(words, chinese).not.toMatch(/\p{Script=Han}/u)
    expect(holes(words), chinese).toEqual(holes(chinese))
  }
})
