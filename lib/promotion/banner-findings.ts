import { z } from 'zod'
import { riskProblem } from './banner.ts'
import { field, type DocumentFinding, type StoredDocument } from '../validation/finding.ts'
import { briefProblem, textWidth } from '../validation/text-width.ts'
import { hasWords } from '../text/words.ts'

const text = field(z.string())
const bannerFields = z.object({
  _id: z.string(),
  tag: text,
  copy: text,
  brief: text,
  points: field(z.array(z.string())),
  callsToAction: field(z.array(z.object({ _key: text, text }))),
  disclosure: field(z.object({ kind: text, sponsor: text })),
  isFinancial: field(z.boolean()),
  risk: text,
  riskBrief: text,
})
type BannerFields = z.infer<typeof bannerFields>

/** Copy that promises trading, investing or lending; names of such things, not of who sells them. */
const financial =
  /投資|投機|入金|槓桿|合約交易|現貨|期貨|選擇權|保證金|虛擬資產|加密貨幣|比特幣|借貸|貸款|信用卡|USDT|股票|基金|外匯|報酬率|年化/iu

/** Room for one line in a banner on a phone of 320 px, in full-width characters of its size: text, the larger tag, a button within its edges. */
const room = { text: 16, tag: 14, button: 13 }

/** What is wrong with what a banner says: who pays, its risk, and words that are too long for a small phone. */
export function bannerCopyFindings(document: StoredDocument): DocumentFinding[] {
  const banner = bannerFields.parse(document)
  const find = (path: string, message: string, level: DocumentFinding['level'] = 'warning'): DocumentFinding => ({
    documentId: banner._id,
    path,
    message,
    level,
  })
  const brief = briefProblem(banner.brief)
  return [
    ...(banner.disclosure?.kind
      ? []
      : [find('disclosure.kind', '沒有揭露性質：請選廣告、贊助還是自家優惠，否則讀者看不到這則橫幅', 'error')]),
    ...(hasWords(banner.disclosure?.sponsor)
      ? []
      : [find('disclosure.sponsor', '沒有寫是誰的：請填公司或品牌，否則讀者看不到這則橫幅', 'error')]),
    ...riskFindings(banner, find),
    ...(brief === true ? [] : [find('brief', `小手機上放不下：${brief}`)]),
    ...tooLong(banner).map(([path, word]) =>
      find(path, `「${word}」在 320 px 寬的手機上一行放不下，會被切開：請換短一點的字`),
    ),
  ]
}

function riskFindings(
  banner: BannerFields,
  find: (path: string, message: string, level?: DocumentFinding['level']) => DocumentFinding,
): DocumentFinding[] {
  const { isFinancial, risk, riskBrief } = banner
  const missing = (['risk', 'riskBrief'] as const).filter(
    (name) => riskProblem({ risk, riskBrief }[name], isFinancial) !== true,
  )
  if (missing.length > 0)
    return missing.map((name) =>
      find(name, '金融商品沒有風險警語，不能給讀者看：請填寫', name === 'risk' ? 'error' : 'warning'),
    )
  const said = isFinancial
    ? null
    : financial.exec(
        [
          banner.tag,
          banner.copy,
          banner.brief,
          ...(banner.points ?? []),
          ...(banner.callsToAction ?? []).map((call) => call.text),
        ].join(' '),
      )
  return said ? [find('isFinancial', `文案提到「${said[0]}」，看起來是金融商品：請勾選「金融商品」並填風險警語`)] : []
}

/** Words that can't be broken and don't fit, each by the path of its field. Han may be broken anywhere; Latin at spaces and hyphens. */
function tooLong({ tag, copy, points, callsToAction }: BannerFields): [path: string, word: string][] {
  const fields: [path: string, text: string | undefined, room: number][] = [
    ['tag', tag, room.tag],
    ['copy', copy, room.text],
    ...(points ?? []).map((point, index): [string, string, number] => [`points[${index}]`, point, room.text]),
    ...(callsToAction ?? []).map((call, index): [string, string | undefined, number] => [
      `callsToAction[${call._key ? `_key=="${call._key}"` : index}].text`,
      call.text,
      room.button,
    ]),
  ]
  return fields.flatMap(([path, words, width]) => {
    const word = (words ?? '')
      .match(/[^\s\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef-]+/gu)
      ?.find((each) => textWidth(each) > width)
    return word ? [[path, word]] : []
  })
}
