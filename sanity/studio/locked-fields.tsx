import { getPublishedId, useEditState, useFormValue, type FieldProps, type InputProps } from 'sanity'
import { addressSlug } from '#lib/validation/address-findings.ts'

// Parts of an address. Once readers have it, changing it would break their links, until redirects exist. A slug that makes no address can be mended:
// no reader has a link to it.
const lockedAfterPublish: Record<string, readonly string[]> = {
  article: ['slug', 'category'],
  category: ['slug'],
  author: ['slug'],
}

const fieldNames = new Set(Object.values(lockedAfterPublish).flat())

/** Whether this field of the open document is locked now. A callback in the schema can't tell: it is handed the draft only. */
const useIsLocked = (field: string): boolean => {
  const id = useFormValue(['_id'])
  const type = useFormValue(['_type'])
  const typeName = typeof type === 'string' ? type : ''
  const { published } = useEditState(getPublishedId(typeof id === 'string' ? id : ''), typeName)
  return (
    published !== null && addressSlug(published) !== null && (lockedAfterPublish[typeName]?.includes(field) ?? false)
  )
}

const LockableInput = (props: InputProps) => {
  const readOnly = useIsLocked(String(props.path[0])) || props.readOnly
  return props.renderDefault({ ...props, readOnly } as InputProps)
}

const LockableField = (props: FieldProps) => {
  const readOnly = useIsLocked(String(props.path[0])) || props.inputProps.readOnly
  return props.renderDefault({ ...props, inputProps: { ...props.inputProps, readOnly } } as FieldProps)
}

const mayLock = (path: InputProps['path']): boolean => path.length === 1 && fieldNames.has(String(path[0]))

/** For `form.components.input`: draws a locked field read-only, every other as it is. */
export const LockedInput = (props: InputProps) =>
  mayLock(props.path) ? <LockableInput {...props} /> : props.renderDefault(props)

/** For `form.components.field`: the same for the field's own menu (replace, clear). */
export const LockedField = (props: FieldProps) =>
  mayLock(props.path) ? <LockableField {...props} /> : props.renderDefault(props)
