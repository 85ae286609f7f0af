import type { Covered } from '#lib/promotion/swap-banner.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { periodInWords } from '#lib/time/period.ts'
import type { Translate } from '../locale/translate.ts'

/** Which booked placements a swap keeps from readers, by name and period; empty where it covers none. */
export function coversInWords(
  covers: readonly Covered[],
  nameOf: (id: string) => string,
  translate: Translate,
): string {
  const named = covers.map(({ id, startsAt, endsAt, whole }) => {
    const values = {
      name: nameOf(id),
      period: translate(periodInWords(startsAt ?? undefined, endsAt ?? undefined, publicationZone)),
    }
    return whole
      ? translate('「{name}」（{period}，讀者再也看不到）', values)
      : translate('「{name}」（{period}，有一部分看不到）', values)
  })
  return named.length > 0
    ? translate('這樣會蓋掉已經排定的檔期：{named}。', { named: named.join(translate('、')) })
    : ''
}
