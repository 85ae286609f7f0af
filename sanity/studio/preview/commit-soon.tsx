import { useEffect, useEffectEvent } from 'react'
import { useDocumentOperation, useSyncState, type InputProps, type ObjectInputProps } from 'sanity'
import { usePresentationParams } from 'sanity/presentation'
import { isWholeDocument } from '../desk/document-top.tsx'
import { publishedIdOf } from '../desk/ids.ts'

/** In milliseconds. The Studio itself waits up to a second, and leaves nothing of the second in which the page beside the form is to show what was typed. */
const pause = 150

/** The mark that the Studio gives the requests by which it saves. */
const commitTag = 'tag=sanity.studio.document.commit'

/** For `form.components.input`: beside the preview, what is typed reaches the lake soon. Elsewhere nobody watches, and the Studio keeps its own pace. */
export const CommitSoonInput = (props: InputProps) =>
  isWholeDocument(props) ? <CommitSoon {...props} /> : props.renderDefault(props)

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

/**
 * Sends what the form holds and the lake does not have yet, and what has been typed since when the lake has answered. Not before: it would stand in a
 * row behind what is not answered, and on a slow way the row would grow with every key. The Studio does not tell when it is answered; the browser does.
 */
function Committer({ id, type }: { id: string; type: string }) {
  const { isSyncing } = useSyncState(id, type)
  const { commit } = useDocumentOperation(id, type)
  const commitNow = useEffectEvent(() => {
    if (!commit.disabled) commit.execute()
  })
  useEffect(() => {
    if (!isSyncing) return undefined
    let timer = setTimeout(() => commitNow(), pause)
    const answers = new PerformanceObserver((list) => {
      if (!list.getEntries().some(({ name }) => name.includes(commitTag))) return
      clearTimeout(timer)
      timer = setTimeout(() => commitNow(), pause)
    })
    answers.observe({ type: 'resource' })
    return () => {
      clearTimeout(timer)
      answers.disconnect()
    }
  }, [isSyncing])
  return null
}
