import { english } from './english.ts'

/**
 * Sentences that come filled in, from the rules in lib that `npm run check` says too and from the rows of lists: each as it is written there, with holes,
 * and in English. The more particular of two that fit stands first.
 */
export const sentences: readonly (readonly [chinese: string, english: string])[] = [
  ['讀者現在看到的版本：{problem}', 'In the version that readers see now: {problem}'],
  ['排程沒有執行：{problem}', 'The schedule was not carried out: {problem}'],
  [
    '它引用的「{text}」還沒發布或已經刪除：發布那份內容之後會自動再試；也可以拿掉那個引用，再重新排程',
    'What it refers to, “{text}”, is not published or was deleted: it is tried again when that is published; or remove the reference and schedule it again',
  ],
  [
    '內容庫暫時忙不過來或無法寫入，稍後會自動再試；如果一直沒有執行，請聯絡管理員',
    'The lake is busy or can’t be written to; it is tried again soon. If it stays like this, tell an administrator',
  ],
  [
    '內容庫不接受這次變更：請打開文件檢查欄位，改好之後重新排程；原因記在內容庫的紀錄檔',
    'The lake does not accept this change: open the document, check its fields and schedule it again; the reason is in the lake’s log',
  ],
  ['檔期是空的，永遠不會顯示：{problem}', 'The placement is empty and never shows: {problem}'],
  [
    '檔期裡沒有一刻落在所選的星期和時段，永遠不會顯示：請改檔期，或改星期和時段',
    'No moment of the placement falls within its days and hours, so it never shows: change its period, or its days and hours',
  ],
  ['結束時間已經過了，發布後不會顯示', 'Its end has passed; it will not show when published'],
  ['開始時間已經過了，一發布就會馬上顯示', 'Its start has passed; it shows as soon as it is published'],
  [
    '檔期發布了，橫幅卻還是草稿，讀者看不到：請發布橫幅',
    'The placement is published but its banner is a draft, which readers don’t see: publish the banner',
  ],
  [
    '檔期的橫幅不存在，讀者看不到：請選別的橫幅',
    'The banner of the placement does not exist, readers see nothing: choose another one',
  ],
  [
    '版位還是草稿，讀者看不到這一檔：請發布版位',
    'The slot is a draft, readers don’t see this placement: publish the slot',
  ],
  [
    '版位不存在，讀者看不到這一檔：請選別的版位',
    'The slot does not exist, readers don’t see this placement: choose another one',
  ],
  [
    '優惠到 {when} 就截止，檔期卻還沒結束：請把結束時間提前',
    'The offer ends on {when} and the placement later: move its end forward',
  ],
  [
    '優惠在 {when} 就截止了，檔期卻還在顯示：請馬上結束或暫停這一檔，或改橫幅的優惠截止',
    'The offer ended on {when} and the placement still shows: end or pause it now, or change when the banner’s offer ends',
  ],
  [
    '優惠到 {when} 就截止，檔期卻在那之後才開始：請改檔期，或改橫幅的優惠截止',
    'The offer ends on {when}, before the placement begins: change its period, or when the banner’s offer ends',
  ],
  [
    '優惠在 {when} 就截止了，備用橫幅卻還在顯示：請換一則，或改橫幅的優惠截止',
    'The offer ended on {when} and still shows as the fallback: choose another one, or change when the banner’s offer ends',
  ],
  [
    '優惠到 {when} 就截止，備用橫幅之後還會顯示：請到時候換一則',
    'The offer ends on {when} and the fallback goes on showing: choose another one by then',
  ],
  [
    '橫幅畫不出來，讀者看不到這一檔：請打開橫幅，補好按鈕的目的地（未發布的文件不算）或缺的欄位',
    'The banner can’t be drawn, readers don’t see this placement: open the banner and give its button a destination (unpublished documents don’t count), or fill in what is missing',
  ],
  [
    '備用橫幅畫不出來，讀者看不到：請打開橫幅，補好按鈕的目的地（未發布的文件不算）或缺的欄位',
    'The fallback can’t be drawn, readers don’t see it: open the banner and give its button a destination (unpublished documents don’t count), or fill in what is missing',
  ],
  [
    '橫幅沒有一個按鈕是這些裝置點得到的，讀者看不到這一檔：請改裝置，或在橫幅加按鈕',
    'None of the banner’s buttons leads anywhere on these devices, readers don’t see this placement: change the devices, or give the banner another button',
  ],
  [
    '這個版位還沒放在任何頁面，讀者看不到這一檔：請選別的版位，或請編輯把它放進文章的內文',
    'This slot stands on no page yet, readers don’t see this placement: choose another slot, or ask an editor to put it into an article’s body',
  ],
  [
    '{problem}：請編輯把它放進文章的內文，或改用網站已有的版位',
    '{problem}: ask an editor to put it into an article’s body, or use a slot that the site has',
  ],
  ['{problem}：請改對象，或選別的版位', '{problem}: change the targets, or choose another slot'],
  [
    '這一檔從頭到尾都被{pages}蓋住，讀者看不到：請改優先順序或時間；不再需要，就打開「暫停」',
    'From its start to its end this placement is covered by {pages}, readers never see it: change its priority or its times; if it is not needed any more, pause it',
  ],
  [
    '「{other}」從頭到尾都被蓋住，讀者看不到它：請確認，或改優先順序或時間',
    '“{other}” is covered from its start to its end and readers never see it: make sure that is meant, or change priority or times',
  ],
  [
    '{when}，被「{other}」蓋住，讀者看不到這一檔：請改時間或優先順序',
    '{when} it is covered by “{other}” and readers don’t see it: change times or priority',
  ],
  [
    '{when}，會蓋掉「{other}」：請確認，或改時間或優先順序',
    '{when} it covers “{other}”: make sure that is meant, or change times or priority',
  ],
  ['從現在到 {until}', 'From now until {until}'],
  ['從現在起', 'From now on'],
  [
    '和「{other}」同一版位、同一優先順序，時間重疊，重疊時不會顯示：請改優先順序，或填輪播權重',
    'Overlaps “{other}” in the same slot with the same priority and does not show meanwhile: change the priority, or give weights',
  ],
  [
    '和「{other}」同一版位、同一優先順序，時間重疊，重疊時會蓋掉它：請改優先順序，或填輪播權重',
    'Overlaps “{other}” in the same slot with the same priority and hides it meanwhile: change the priority, or give weights',
  ],
  ['連結待補：「{text}」還沒有目的地', 'Unresolved link: “{text}” leads nowhere yet'],
  ['連結待補：還沒有目的地', 'Unresolved link: it leads nowhere yet'],
  [
    '「{text}」的目的地還沒發布或已經刪除，讀者點不到',
    'What “{text}” leads to is not published or was deleted; readers can’t get there',
  ],
  ['目的地還沒發布或已經刪除，讀者點不到', 'What it leads to is not published or was deleted; readers can’t get there'],
  ['有一個小標題是空的，請填字或刪除', 'A heading is empty: fill it in or delete it'],
  [
    '小標題「{text}」跳了一級：標題 {last} 底下要先用標題 {next}',
    'The heading “{text}” skips a level: below heading {last} comes heading {next} first',
  ],
  [
    '短句最多 {most} 個全形字（半形算半個），現在是 {width} 個，請再精簡',
    'The short text has room for {most} full-width characters (half-width ones count half) and has {width}: shorten it',
  ],
  ['小手機上放不下：{problem}', 'It does not fit on a small phone: {problem}'],
  [
    '「{text}」在 320 px 寬的手機上一行放不下，會被切開：請換短一點的字',
    '“{text}” does not fit into a line on a phone of 320 px and would be broken: choose something shorter',
  ],
  [
    '沒有揭露性質：請選廣告、贊助還是自家優惠，否則讀者看不到這則橫幅',
    'Its kind is not disclosed: choose advertisement, sponsored or own offer, or readers don’t see the banner',
  ],
  [
    '沒有寫是誰的：請填公司或品牌，否則讀者看不到這則橫幅',
    'It does not say whose it is: name the company or brand, or readers don’t see the banner',
  ],
  [
    '金融商品沒有風險警語，不能給讀者看：請填寫',
    'A financial product without its risk text can’t be shown to readers: fill it in',
  ],
  [
    '文案提到「{text}」，看起來是金融商品：請勾選「金融商品」並填風險警語',
    'The copy says “{text}”, which looks like a financial product: tick it as one and fill in the risk text',
  ],

  [
    '連結是 http://，瀏覽器會警告讀者不安全：請改成 https://',
    'The link is http://, and browsers warn readers of it: make it https://',
  ],
  [
    '圖片是 GIF，會動的話讀者停不下來：請改用不會動的 PNG 或 JPG',
    'The picture is a GIF, and readers can’t stop one that moves: use a PNG or JPG that does not move',
  ],
  [
    '圖片有 {size} MB，太大了：請先縮小或壓縮再上傳',
    'The picture has {size} MB, which is too much: make it smaller or compress it before the upload',
  ],
  [
    '圖片有透明的地方，深色模式下深色的字會看不清楚：請加上底色',
    'Parts of the picture are transparent, so dark words in it are hard to read in dark mode: give it a background',
  ],
  [
    '每日上限要是 1 以上的整數；不想讓它出現，請改用「暫停」',
    'The daily limit is a whole number from 1 on; to keep it from showing, pause it',
  ],

  ['一直顯示', 'Always'],
  ['即日起–{until}', 'From now–{until}'],
  ['{from}–沒有結束', '{from}–no end'],
  ['即日起，到 {until} 止', 'From now until {until}'],
  ['{from} 起，到 {until} 止', 'From {from} until {until}'],
  ['{from} → {until}，共 {length}', '{from} → {until}, {length} in all'],
  ['發布後馬上開始 → {until}', 'As soon as it is published → {until}'],
  ['發布後馬上開始，沒有結束時間', 'As soon as it is published, without an end'],
  ['{from} 起，沒有結束時間', 'From {from}, without an end'],
  ['{from} 起', 'From {from}'],
  ['{when} 取消發布', 'unpublished {when}'],
  ['{when} 發布', 'published {when}'],

  ['{seen}，其他讀者看到的不變；之後{after}。', '{seen}; other readers see no change. Afterwards {after}.'],
  ['{seen}；之後{after}。', '{seen}; afterwards {after}.'],
  ['{seen}，其他讀者看到的不變，直到你再換或停播。', '{seen}, until you swap or stop it; other readers see no change.'],
  ['{seen}，直到你再換或停播。', '{seen}, until you swap or stop it.'],
  ['這裡不顯示橫幅', 'no banner shows here'],
  ['{after}，部分讀者看不到橫幅', '{after}, and some readers see no banner'],
  ['換回「{text}」、{pages}', '“{text}”, {pages} return'],
  ['換回「{text}」', '“{text}” returns'],
  ['{when}，所有讀者在「{slot}」看到「{text}」', '{when}, all readers see “{text}” in “{slot}”'],
  [
    '{when}，讀{pages}文章的用 {devices} 的讀者在「{slot}」看到「{text}」',
    '{when}, readers of articles in {pages} on {devices} see “{text}” in “{slot}”',
  ],
  [
    '{when}，讀{pages}文章的讀者在「{slot}」看到「{text}」',
    '{when}, readers of articles in {pages} see “{text}” in “{slot}”',
  ],
  ['{when}，用 {devices} 的讀者在「{slot}」看到「{text}」', '{when}, readers on {devices} see “{text}” in “{slot}”'],
  ['發布後馬上開始，到 {until} 為止', 'As soon as it is published, until {until}'],
  ['發布後馬上開始', 'As soon as it is published'],
  ['從 {from} 起，到 {until} 為止', 'From {from} until {until}'],
  ['從 {from} 到 {until}', 'From {from} until {until}'],
  ['從 {from} 起', 'From {from}'],

  ['{count} 個連結', 'Links: {count}'],
  ['{count} 個待補', 'unresolved: {count}'],
  ['引文：{text}', 'Quotation: {text}'],
  ['備用：{text}', 'Fallback: {text}'],
  ['延伸閱讀 {text}', 'Read more {text}'],
  ['廣告 {text}', 'Advertisement, {text}'],
  ['贊助 {text}', 'Sponsored, {text}'],
  ['自家優惠 {text}', 'Own offer, {text}'],
]

/** Holes that hold words of ours again. The others hold an editor's, who may have called a banner by one of our words. */
const ours = new Set(['problem', 'from', 'until', 'length', 'when', 'seen', 'after'])

const patterns = sentences.map(([chinese, words]) => {
  const parts = chinese
    .split(/\{(\w+)\}/)
    .map((part, at) => (at % 2 === 1 ? `(?<${part}>.+?)` : part.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')))
  return { pattern: new RegExp(`^${parts.join('')}$`, 's'), words }
})

/**
 * @param chinese words of ours, or a sentence made of them, in zh-TW.
 * @returns the English; undefined for what is neither.
 */
export function inEnglish(chinese: string): string | undefined {
  const known = english.get(chinese)
  if (known !== undefined) return known
  for (const { pattern, words } of patterns) {
    const found = pattern.exec(chinese)
    if (found) return words.replace(/\{(\w+)\}/g, (_, name: string) => fill(name, found.groups?.[name] ?? ''))
  }
  return hours.test(chinese)
    ? chinese
        .replace(/週(.)/g, (_, day: string) => weekdays[day] ?? day)
        .replaceAll('、', ', ')
        .replace('每天', 'every day')
        .replace('次日 ', 'next day ')
    : undefined
}

/** Days and hours of a placement: `週一、週五 22:00–次日 02:00`. */
const hours = /^(?:每天|週[日一二三四五六](?:、週[日一二三四五六])*)(?: \d\d:\d\d–(?:次日 )?\d\d:\d\d)?$/

const fill = (name: string, held: string): string => {
  if (name === 'pages') return held.replace(/「(.*?)」/g, '“$1”').replaceAll('、', ', ')
  if (name === 'devices')
    return held
      .split('、')
      .map((each) => inEnglish(each) ?? each)
      .join(', ')
  return ours.has(name) ? (inEnglish(held) ?? lengthInEnglish(weekdayInEnglish(held))) : held
}

const weekdays: Readonly<Record<string, string>> = {
  日: 'Sun',
  一: 'Mon',
  二: 'Tue',
  三: 'Wed',
  四: 'Thu',
  五: 'Fri',
  六: 'Sat',
}
const units: Readonly<Record<string, string>> = { 天: 'day', 小時: 'hour', 分鐘: 'minute' }

/** `11/27（五）18:00` with the weekday in English. The rest stays. */
export const weekdayInEnglish = (words: string): string =>
  words.replace(/（([日一二三四五六])）(?=\d)/g, (_, day: string) => ` (${weekdays[day]}) `)

/** `5 天 6 小時` as `5 days 6 hours`. */
const lengthInEnglish = (words: string): string =>
  words.replace(
    /(\d+) (天|小時|分鐘)/g,
    (_, count: string, unit: string) => `${count} ${units[unit]}${count === '1' ? '' : 's'}`,
  )
