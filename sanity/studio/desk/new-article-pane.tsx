import { useEffect } from 'react'
import { useRouter } from 'sanity/router'

/** 新文章: an entry of a list can't begin a document, so its pane goes on at once, and 上一頁 does not come back to it. */
export function NewArticlePane() {
  const { navigateIntent } = useRouter()
  useEffect(() => navigateIntent('create', { type: 'article', template: 'article' }, { replace: true }), [navigateIntent])
  return null
}
