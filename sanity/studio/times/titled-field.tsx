import type { ReactNode } from 'react'
import { ChangeIndicator, FormField, useFieldActions, type StringInputProps } from 'sanity'

type Props = Pick<
  StringInputProps,
  'schemaType' | 'path' | 'id' | 'level' | 'validation' | 'presence' | 'changed' | 'elementProps'
> & { children: ReactNode }

/** An input for a time with its title: the Studio leaves a datetime's title to its input, unlike that of any other field. */
export function TitledField({
  schemaType,
  path,
  id,
  level,
  validation,
  presence,
  changed,
  elementProps,
  children,
}: Props) {
  const { actions, focused } = useFieldActions()
  const title = schemaType.title ?? String(path.at(-1))
  return (
    <FormField
      data-testid={`field-${id}`}
      title={title}
      description={schemaType.description}
      inputId={id}
      level={level}
      path={path}
      validation={validation}
      {...(actions && { __unstable_headerActions: actions })}
      __unstable_presence={presence}
    >
      <ChangeIndicator
        path={path}
        isChanged={changed}
        hasFocus={Boolean(focused)}
        onFocus={elementProps.onFocus}
        onBlur={elementProps.onBlur}
      >
        {children}
      </ChangeIndicator>
    </FormField>
  )
}
