import { Checkbox, Flex, Stack, Text } from '@sanity/ui'
import {
  getPublishedId,
  PatchEvent,
  set,
  unset,
  useEditState,
  useFormValue,
  type InputProps,
  type StringInputProps,
} from 'sanity'
import { instantInWords } from '#lib/time/period.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { TitledField } from '../times/titled-field.tsx'

/** The article's 更新時間. */
export const isUpdated = (props: InputProps): props is StringInputProps =>
  props.path.length === 1 && props.path[0] === 'updatedAt' && props.schemaType.name === 'datetime' && props.id !== ''

/** 內容有更新: the time that readers see changes when the editor says so, and goes back when the tick is taken off before publishing. */
export function UpdatedInput(props: StringInputProps) {
  const { value, readOnly, onChange, id: inputId } = props
  const translate = useTranslate()
  const id = useFormValue(['_id'])
  const { published } = useEditState(getPublishedId(typeof id === 'string' ? id : ''), 'article')
  const before = typeof published?.['updatedAt'] === 'string' ? published['updatedAt'] : undefined
  const now = typeof value === 'string' ? value : undefined
  const isTicked = now !== undefined && now !== before
  const toggle = () => {
    if (!isTicked) return onChange(PatchEvent.from(set(new Date().toISOString())))
    return onChange(PatchEvent.from(before === undefined ? unset() : set(before)))
  }
  return (
    <TitledField {...props}>
      <Stack gap={3}>
        <Flex align="center" gap={2}>
          <Checkbox
            id={inputId}
            checked={isTicked}
            readOnly={readOnly === true}
            onChange={toggle}
            aria-label={translate('內容有更新')}
          />
          <Text as="label" htmlFor={inputId} size={1}>
            {translate('內容有更新')}
          </Text>
        </Flex>
        <Text size={1} muted>
          {now
            ? translate('讀者看到：更新於 {when}', { when: instantInWords(now, publicationZone) })
            : translate('讀者看不到更新時間')}
        </Text>
      </Stack>
    </TitledField>
  )
}
