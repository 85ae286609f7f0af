import { Button, Flex, Stack, Text } from '@sanity/ui'
import { publicationZone } from '#lib/settings/locales.ts'
import type { Outlook } from '#lib/promotion/slot-outlook.ts'
import { periodInWords } from '#lib/time/period.ts'
import { useTranslate } from '../locale/use-translate.ts'

type Props = {
  booked: Outlook<unknown>['booked']
  nameOf: (placement: string) => string
  /** Pauses one before it begins; left out: who looks may not. */
  onCancel?: ((placement: string) => void) | undefined
}

/** So many are listed; 檔期 has them all. */
const MOST = 8

/** What begins by itself in a slot, whether readers will see it, and a button that cancels it. Nothing when nothing is booked. */
export function BookedPlacements({ booked, nameOf, onCancel }: Props) {
  const translate = useTranslate()
  if (booked.length === 0) return null
  return (
    <Stack gap={3} data-testid="booked">
      <Text size={1} weight="semibold">
        {translate('已經排定的檔期')}
      </Text>
      {booked.slice(0, MOST).map(({ placement: { _id, startsAt, endsAt }, whole, by }) => {
        const above = by.map((id) => translate('「{tag}」', { tag: nameOf(id) })).join(translate('、'))
        const cover =
          by.length === 0 ? '' : translate(whole ? '被{above}蓋住，讀者看不到' : '有一部分被{above}蓋住', { above })
        return (
          <Flex key={_id} align="center" justify="space-between" gap={3} wrap="wrap">
            <Text size={1} muted style={{ flex: '1 1 12rem' }}>
              {[
                nameOf(_id),
                translate(periodInWords(startsAt ?? undefined, endsAt ?? undefined, publicationZone)),
                cover,
              ]
                .filter(Boolean)
                .join('｜')}
            </Text>
            {onCancel ? (
              <Button
                text={translate('取消這一檔')}
                mode="ghost"
                fontSize={1}
                padding={2}
                onClick={() => onCancel(_id)}
              />
            ) : null}
          </Flex>
        )
      })}
    </Stack>
  )
}
