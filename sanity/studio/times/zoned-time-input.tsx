import { Box, Flex, Stack, Text, TextInput } from '@sanity/ui'
import { useState, type ReactNode, type Ref } from 'react'
import { readTime, typedTime, type TypedTime } from '#lib/time/typed-time.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { useTranslate } from '../locale/use-translate.ts'

export type ZonedTimeProps = {
  /** The stored instant, ISO. */
  value: string | undefined
  /** Told of every instant that is typed whole; undefined when both boxes are empty. */
  onTime: (instant: string | undefined) => void
  /** Told whether what stands in the boxes is no time: then it is not what was told last. */
  onProblem?: ((isProblem: boolean) => void) | undefined
  /** What this is the time of, for those who hear the boxes. */
  title: string
  /** An end: midnight is the 24:00 of the day before, and a day alone lasts until then. */
  asEnd: boolean
  readOnly?: boolean | undefined
  id?: string | undefined
  /** Where the Studio's links to this field put the cursor. */
  inputRef?: Ref<HTMLInputElement>
  children?: ReactNode
}

/** A day and a time of day by the clock of the publication, whatever the browser's; the zone stands beside them. */
export function ZonedTime({
  value,
  onTime,
  onProblem,
  title,
  asEnd,
  readOnly,
  id,
  inputRef,
  children,
}: ZonedTimeProps) {
  const translate = useTranslate()
  const [typed, setTyped] = useState(() => typedTime(value, publicationZone, asEnd))
  const [told, setTold] = useState(value)
  const [isLeft, setLeft] = useState(true)
  const read = readTime(typed, publicationZone, asEnd)
  if (value !== told) {
    // Somebody else changed it, or it was restored: what stands in the boxes follows, unless it means the same already.
    setTold(value)
    if (read.kind !== 'instant' || Date.parse(read.instant) !== Date.parse(value ?? ''))
      setTyped(typedTime(value, publicationZone, asEnd))
  }

  const tell = (next: TypedTime) => {
    const meant = readTime(next, publicationZone, asEnd)
    onProblem?.(meant.kind === 'problem')
    const instant = meant.kind === 'instant' ? meant.instant : undefined
    if (meant.kind === 'problem' || instant === value) return
    setTold(instant)
    onTime(instant)
  }
  const type = (part: Partial<TypedTime>, isWhole: boolean) => {
    const next = { ...typed, ...part }
    setTyped(next)
    setLeft(false)
    if (isWhole) tell(next)
  }
  // Only when the time itself is left: a box that filled itself on the way to it would be typed into behind what it says.
  const leave = () => {
    setLeft(true)
    tell(typed)
    if (typed.time && read.kind === 'instant') setTyped(typedTime(read.instant, publicationZone, asEnd))
  }

  return (
    <Stack gap={3}>
      <Flex align="center" gap={2} wrap="wrap">
        <Box style={{ width: '10.5rem' }}>
          <TextInput
            {...(inputRef && { ref: inputRef })}
            id={id}
            type="date"
            aria-label={translate('{title}：日期', { title })}
            value={typed.date}
            readOnly={readOnly}
            onChange={({ currentTarget }) => type({ date: currentTarget.value }, true)}
          />
        </Box>
        <Box style={{ width: '6rem' }}>
          <TextInput
            aria-label={translate('{title}：時間', { title })}
            placeholder={asEnd ? '24:00' : '00:00'}
            inputMode="numeric"
            value={typed.time}
            readOnly={readOnly}
            // A time that is only half typed is none yet: 1 on the way to 18:00 must not be stored as 01:00.
            onChange={({ currentTarget }) =>
              type({ time: currentTarget.value }, /^\d\d:\d\d$/.test(currentTarget.value) || currentTarget.value === '')
            }
            onBlur={leave}
          />
        </Box>
        <Text size={1} muted>
          {translate('台北時間')}
        </Text>
      </Flex>
      {isLeft && read.kind === 'problem' ? (
        <Text size={1} role="alert">
          {translate('還沒存：{problem}', { problem: translate(read.problem) })}
        </Text>
      ) : null}
      {children}
    </Stack>
  )
}
