import { useEffect, useRef } from 'react'
import { usePerspective, useSetPerspective, type DocumentActionComponent } from 'sanity'

/** After 取消發布 the draft is shown. A pane that shows what is published would show an empty form, as if the document were lost. */
export const withDraftAfterwards = (action: DocumentActionComponent): DocumentActionComponent => {
  if (action.action !== 'unpublish') return action
  const unpublish: DocumentActionComponent = (props) => {
    const described = action(props)
    const { selectedPerspectiveName } = usePerspective()
    const setPerspective = useSetPerspective()
    const wasPublished = useRef(false)
    const isPublished = props.published !== null
    useEffect(() => {
      if (wasPublished.current && !isPublished && selectedPerspectiveName === 'published') setPerspective(undefined)
      wasPublished.current = isPublished
    }, [isPublished, selectedPerspectiveName, setPerspective])
    return described
  }
  unpublish.action = 'unpublish'
  unpublish.displayName = 'UnpublishAndShowDraft'
  return unpublish
}
