import { Text } from '@sanity/ui'
import { useState } from 'react'
import { ChangeIndicator, definePlugin, FormField, set, unset, useFieldActions, useFormValue, type InputProps, type StringInputProps } from 'sanity'
import { periodProblem, periodWithLength } from '#lib/validation/period.ts'
import { publicationZone, zonedField } from '#lib/validation/zone.ts'
import { ZonedTime } from './zoned-time-input.tsx'

/** A field that schema files say is told in the publication's zone. */
const isZoned = (props: InputProps): props is StringInputProps =>
  props.schemaType.name === 'datetime' && props.schemaType.options?.displayTimeZone === zonedField.displayTimeZone

/** The Studio leaves a datetime's title to its input, unlike that of any other field; so it is drawn here. */
function ZonedField({ value, onChange, readOnly, schemaType, path, id, level, validation, presence, changed, elementProps }: StringInputProps) {
  const { actions, focused } = useFieldActions()
  const name = String(path.at(-1))
  const title = schemaType.title ?? name
  return (
    <FormField data-testid={`field-${id}`} title={title} description={schemaType.description} inputId={id} level={level} path={path} validation={validation} {...(actions && { __unstable_headerActions: actions })} __unstable_presence={presence}>
      <ChangeIndicator path={path} isChanged={changed} hasFocus={Boolean(focused)} onFocus={elementProps.onFocus} onBlur={elementProps.onBlur}>
        <ZonedTime id={id} inputRef={elementProps.ref} value={value} title={title} asEnd={/endsAt$/i.test(name)} readOnly={readOnly} onTime={(instant) => onChange(instant ? set(instant) : unset())}>
          {name === 'endsAt' && path.length === 1 ? <Period endsAt={value} /> : null}
        </ZonedTime>
      </ChangeIndicator>
    </FormField>
  )
}

/** The period again in words, below its end: a wrong day or year is seen by its weekday and length. */
function Period({ endsAt }: { endsAt: string | undefined }) {
  const startsAt = useFormValue(['startsAt'])
  const [now] = useState(() => new Date())
  const from = typeof startsAt === 'string' ? startsAt : undefined
  return periodProblem(from, endsAt) === true ? <Text size={1} weight="medium" data-testid="period">{periodWithLength(from, endsAt, { timeZone: publicationZone, now })}</Text> : null
}

/** Times are typed and shown in the publication's zone, on every form. */
export const times = definePlugin({
  name: 'times',
  form: { components: { input: (props: InputProps) => (isZoned(props) ? <ZonedField {...props} /> : props.renderDefault(props)) } },
})
