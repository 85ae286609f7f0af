import { uuid } from '@sanity/uuid'
import { useEffect } from 'react'
import { useRouter } from 'sanity/router'

/**
 * 新文章: an entry of a list can't begin a document, so its pane goes on at once to a form beside the list of articles, and 上一頁 does not come
 * back to it. By its address and not by an intent: the Studio puts the answer to an intent beside the list that stood open before. Anyone who looked at
 * what is published looks at drafts from here on: nothing can be written there.
 */
export function NewArticlePane() {
  const { navigate } = useRouter()
  useEffect(
    () =>
      navigate(
        { panes: [[{ id: 'article' }], [{ id: uuid(), params: { template: 'article' } }]] },
        { replace: true, stickyParams: { perspective: null } },
      ),
    [navigate],
  )
  return null
}
