import { countDestinations, type DestinationDraft } from '../validation/destination.ts'
import { hasWords } from '../text/words.ts'

type CallToActionDraft = { text?: string; destination?: DestinationDraft }

/** What the calls to action lead to, as far as the banner alone can say: a page or URL is sure, a reference has to be looked up. */
export const leadsOf = (calls: CallToActionDraft[] | undefined): { sure: boolean; references: string[] } => ({
  sure: (calls ?? []).some(({ destination }) => countDestinations(destination) === 1 && !destination?.reference?._ref),
  references: (calls ?? []).flatMap(({ destination }) => destination?.reference?._ref ?? []),
})

/** The zh-TW sentence for a banner that readers could not follow anywhere. */
export const noLeadMessage =
  '至少要有一個行動按鈕連得出去：請為按鈕選目的地（未發布的文件不算），否則讀者看不到這則橫幅'

/** `true`, or the zh-TW sentence for a financial promotion that lacks one of its two risk texts. */
export const riskProblem = (text: string | undefined, isFinancial: boolean | undefined): true | string =>
  !isFinancial || hasWords(text) || '勾選「金融商品」後，這一欄必填'
