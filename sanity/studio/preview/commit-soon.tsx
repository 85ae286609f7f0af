import { useEffect, useEffectEvent } from 'react'
import { useDocumentOperation, useSyncState, type InputProps, type ObjectInputProps } from 'sanity'
import { usePresentationParams } from 'sanity/presentation'
import { isWholeDocument } from '../desk/document-top.tsx'
import { publishedIdOf } from '../desk/ids.ts'

/** In milliseconds. The Studio itself waits up to a second, and leaves nothing of the second in which the page beside the form is to show what was typed. */
const pause = 150

/** For `form.components.input`: beside the preview, what is typed reaches the lake soon. Elsewhere nobody watches, and the Studio keeps its own pace. */
export const CommitSoonInput = (props: InputProps) => (isWholeDocument(props) ? <CommitSoon {...props} /> : props.renderDefault(props))

function CommitSoon(props: ObjectInputProps) {
  const isInPreview = usePresentationParams(false) !== null
  const { _id }: { _id?: unknown } = props.value ?? {}
  return (
    <>
      {isInPreview && typeof _id === 'string' && <Committer id={publishedIdOf(_id)} type={props.schemaType.name} />}
      {props.renderDefault(props)}
    </>
  )
}

/** As long as the form holds something that the lake does not have, sends it again and again. Shows nothing. */
function Committer({ id, type }: { id: string; type: string }) {
  const { isSyncing } = useSyncState(id, type)
  const { commit } = useDocumentOperation(id, type)
  const commitNow = useEffectEvent(() => {
    if (!commit.disabled) commit.execute()
  })
  useEffect(() => {
    if (!isSyncing) return undefined
    const timer = setInterval(() => commitNow(), pause)
    return () => clearInterval(timer)
  }, [isSyncing])
  return null
}
