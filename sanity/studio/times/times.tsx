import { Text } from '@sanity/ui'
import { useState } from 'react'
import { definePlugin, set, unset, useFormValue, type InputProps, type StringInputProps } from 'sanity'
import { periodProblem, periodWithLength } from '#lib/time/period.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { clockOf } from '#lib/time/typed-time.ts'
import { zonedField } from '#lib/time/zoned-field.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { TitledField } from './titled-field.tsx'
import { ZonedTime } from './zoned-time-input.tsx'

/** A field that schema files say is told in the publication's zone. */
const isZoned = (props: InputProps): props is StringInputProps =>
  props.schemaType.name === 'datetime' && props.schemaType.options?.displayTimeZone === zonedField.displayTimeZone

function ZonedField(props: StringInputProps) {
  const { value, onChange, readOnly, schemaType, path, id, elementProps } = props
  const name = String(path.at(-1))
  return (
    <TitledField {...props}>
      <ZonedTime
        id={id}
        inputRef={elementProps.ref}
        value={value}
        title={schemaType.title ?? name}
        asEnd={/endsAt$/i.test(name)}
        readOnly={readOnly}
        onTime={(instant) => onChange(instant ? set(instant) : unset())}
      >
        {name === 'endsAt' && path.length === 1 ? <Period endsAt={value} /> : null}
      </ZonedTime>
    </TitledField>
  )
}

/** The hours of a placement: texts of a time of day. */
const isHours = (props: InputProps): props is StringInputProps =>
  props.schemaType.name === 'string' &&
  props.path.length === 1 &&
  (props.path[0] === 'hoursFrom' || props.path[0] === 'hoursTo')

/** What was typed is put as a clock shows it when the box is left, as in the boxes of a time; what is no time stays, and its rule says so. */
const HoursField = (props: StringInputProps) =>
  props.renderDefault({
    ...props,
    elementProps: {
      ...props.elementProps,
      onBlur: (event) => {
        props.elementProps.onBlur(event)
        const clock = clockOf(props.value ?? '')
        if (clock !== null && clock !== props.value) props.onChange(set(clock))
      },
    },
  })

/** The period again in words, below its end: a wrong day or year is seen by its weekday and length. */
function Period({ endsAt }: { endsAt: string | undefined }) {
  const translate = useTranslate()
  const startsAt = useFormValue(['startsAt'])
  const [now] = useState(() => new Date())
  const from = typeof startsAt === 'string' ? startsAt : undefined
  return periodProblem(from, endsAt) === true ? (
    <Text size={1} weight="medium" data-testid="period">
      {translate(periodWithLength(from, endsAt, { timeZone: publicationZone, now }))}
    </Text>
  ) : null
}

/** Times are typed and shown in the publication's zone, on every form. */
export const times = definePlugin({
  name: 'times',
  form: {
    components: {
      input: (props: InputProps) =>
        isZoned(props) ? (
          <ZonedField {...props} />
        ) : isHours(props) ? (
          <HoursField {...props} />
        ) : (
          props.renderDefault(props)
        ),
    },
  },
})
