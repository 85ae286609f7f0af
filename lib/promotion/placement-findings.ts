import { reachesTargets, standsNowhere, targetsProblem } from './slot-places.ts'
import {
  drawnOnOf,
  instant,
  isDraft,
  publishedId,
  reference,
  type DocumentFinding,
  type Judged,
} from '../validation/finding.ts'
import { instantInWords, periodProblem } from '../time/period.ts'
import { holdTogether } from './placement-hours.ts'
import { endOf, hoursOf, startOf, toPlacement, type PlacementFields } from './placement-fields.ts'
import { placesOf } from './slot-findings.ts'

/** What is wrong with one placement: its period, its banner, its slot. */
export function placementFindings(placement: PlacementFields, judged: Judged): DocumentFinding[] {
  // What has ended is over: neither its banner nor its slot matters to readers any more.
  const hasEnded = endOf(placement) <= judged.now.getTime()
  return [
    ...periodFindings(placement, judged),
    ...(hasEnded ? [] : [...bannerFindings(placement, judged), ...slotFindings(placement, judged)]),
  ]
}

function periodFindings(placement: PlacementFields, { stored, now, timeZone }: Judged): DocumentFinding[] {
  const { _id, startsAt, endsAt, paused } = placement
  const problem = periodProblem(startsAt, endsAt)
  if (problem !== true)
    return [{ documentId: _id, path: 'endsAt', message: `檔期是空的，永遠不會顯示：${problem}`, level: 'error' }]
  if (endOf(placement) <= now.getTime())
    return isDraft(_id)
      ? [{ documentId: _id, path: 'endsAt', message: '結束時間已經過了，發布後不會顯示', level: 'warning' }]
      : []
  const live = stored.get(publishedId(_id))
  // One that is live may have shown already. Since when, its document does not say where its start is open.
  const from = live ? startOf(placement) : Math.max(startOf(placement), now.getTime())
  if (!paused && from !== -Infinity && !holdTogether([hoursOf(placement)], from, endOf(placement), timeZone)) {
    return [
      {
        documentId: _id,
        path: 'endsAt',
        message: '檔期裡沒有一刻落在所選的星期和時段，永遠不會顯示：請改檔期，或改星期和時段',
        level: 'error',
      },
    ]
  }
  const isNew = isDraft(_id) && startsAt !== undefined && live?.startsAt !== startsAt
  return isNew && startOf(placement) < now.getTime()
    ? [{ documentId: _id, path: 'startsAt', message: '開始時間已經過了，一發布就會馬上顯示', level: 'warning' }]
    : []
}

function bannerFindings(placement: PlacementFields, judged: Judged): DocumentFinding[] {
  const { documents, stored, now, timeZone } = judged
  const { _id, banner } = placement
  if (!banner) return []
  if (!stored.has(banner._ref) && isLiveWith(placement, 'banner', stored)) {
    const message = stored.has(`drafts.${banner._ref}`)
      ? '檔期發布了，橫幅卻還是草稿，讀者看不到：請發布橫幅'
      : '檔期的橫幅不存在，讀者看不到：請選別的橫幅'
    return [{ documentId: _id, path: 'banner', message, level: 'error' }]
  }
  const drawnOn = drawnOnOf(judged, banner._ref)
  if (drawnOn.length === 0)
    return [
      {
        documentId: _id,
        path: 'banner',
        message: '橫幅畫不出來，讀者看不到這一檔：請打開橫幅，補好按鈕的目的地（未發布的文件不算）或缺的欄位',
        level: levelOf(placement),
      },
    ]
  if (placement.platforms?.length && !placement.platforms.some((platform) => drawnOn.includes(platform))) {
    return [
      {
        documentId: _id,
        path: 'platforms',
        message: '橫幅沒有一個按鈕是這些裝置點得到的，讀者看不到這一檔：請改裝置，或在橫幅加按鈕',
        level: levelOf(placement),
      },
    ]
  }
  const offerEndsAt = instant.parse(documents.get(banner._ref)?.offerEndsAt)
  if (!offerEndsAt || endOf(placement) <= Date.parse(offerEndsAt)) return []
  const when = instantInWords(offerEndsAt, timeZone)
  if (Date.parse(offerEndsAt) > Math.max(startOf(placement), now.getTime()))
    return [
      {
        documentId: _id,
        path: 'endsAt',
        message: `優惠到 ${when} 就截止，檔期卻還沒結束：請把結束時間提前`,
        level: 'warning',
      },
    ]
  const message =
    startOf(placement) > now.getTime()
      ? `優惠到 ${when} 就截止，檔期卻在那之後才開始：請改檔期，或改橫幅的優惠截止`
      : `優惠在 ${when} 就截止了，檔期卻還在顯示：請馬上結束或暫停這一檔，或改橫幅的優惠截止`
  return [{ documentId: _id, path: 'endsAt', message, level: levelOf(placement) }]
}

/** What is paused hurts nobody yet. */
const levelOf = ({ paused }: PlacementFields): DocumentFinding['level'] => (paused ? 'warning' : 'error')

function slotFindings(placement: PlacementFields, judged: Judged): DocumentFinding[] {
  const { stored } = judged
  const { _id, slot } = placement
  if (!slot) return []
  if (!stored.has(slot._ref) && isLiveWith(placement, 'slot', stored)) {
    const message = stored.has(`drafts.${slot._ref}`)
      ? '版位還是草稿，讀者看不到這一檔：請發布版位'
      : '版位不存在，讀者看不到這一檔：請選別的版位'
    return [{ documentId: _id, path: 'slot', message, level: 'error' }]
  }
  const places = placesOf(slot._ref, judged)
  if (!places || reachesTargets(places, toPlacement(_id, placement))) return []
  if (standsNowhere(places))
    return [
      {
        documentId: _id,
        path: 'slot',
        message: '這個版位還沒放在任何頁面，讀者看不到這一檔：請選別的版位，或請編輯把它放進文章的內文',
        level: levelOf(placement),
      },
    ]
  const path = placement.onlyCategories?.length
    ? 'onlyCategories'
    : placement.onlyArticles?.length
      ? 'onlyArticles'
      : 'notArticles'
  return [{ documentId: _id, path, message: `${targetsProblem}：請改對象，或選別的版位`, level: levelOf(placement) }]
}

/** Whether readers should see this placement with this banner or slot already. A draft that is the first to name it is still being made, and so may that be. */
function isLiveWith(placement: PlacementFields, name: 'banner' | 'slot', stored: Judged['stored']): boolean {
  const live = stored.get(publishedId(placement._id))
  return live !== undefined && reference.parse(live[name])?._ref === placement[name]?._ref
}
