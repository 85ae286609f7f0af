import type { InputProps } from 'sanity'
import { DocumentTop, isWholeDocument } from './document-top.tsx'
import { UpdatedInput, isUpdated } from './updated-input.tsx'

/** For `form.components.input`: the desk's own inputs where they belong, Sanity's everywhere else. */
export const DeskInput = (props: InputProps) => {
  if (isWholeDocument(props)) return <DocumentTop {...props} />
  return isUpdated(props) ? <UpdatedInput {...props} /> : props.renderDefault(props)
}
