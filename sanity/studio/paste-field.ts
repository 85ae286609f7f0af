import { useCallback } from 'react'
import { useGetFormValue, type DocumentFieldAction } from 'sanity'
import type { Translate } from './locale/translate.ts'

/** Whether a person would lose something if this value was replaced. */
export function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  if (Array.isArray(value)) return value.length > 0
  if (typeof value !== 'object') return true
  return Object.entries(value).some(([key, inner]) => (key === '_ref' || !key.startsWith('_')) && isFilled(inner))
}

/** 貼上欄位 replaces what is in the field: it asks first where there is something. All other actions are left as they are. */
export const askBeforeReplacing =
  (translate: Translate) =>
  (action: DocumentFieldAction): DocumentFieldAction => {
    const { name, useAction } = action
    if (name !== 'pasteField') return action
    return {
      ...action,
      useAction: (props) => {
        const node = useAction(props)
        const getFormValue = useGetFormValue()
        const { path } = props
        const act = node.type === 'action' ? node.onAction : undefined
        // The same function while nothing has changed: for one that is new each time the Studio would draw its form again without end.
        const paste = useCallback(() => {
          if (!isFilled(getFormValue(path)) || window.confirm(translate('這裡已經有內容，貼上會換掉它。要換掉嗎？')))
            act?.()
        }, [act, getFormValue, path])
        return node.type === 'action' ? { ...node, onAction: paste } : node
      },
    }
  }
