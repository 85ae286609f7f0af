import { useEffect } from 'react'
import type { DocumentActionComponent } from 'sanity'

/**
 * Restoring an old revision asks first only where there is a draft to lose: after a wrong publish the right words are four clicks away
 * (the list of what happened, the revision, restore, publish). All other actions are left as they are.
 */
export const withQuickRestore = (action: DocumentActionComponent): DocumentActionComponent => {
  if (action.action !== 'restore') return action
  const restore: DocumentActionComponent = (props) => {
    const described = action(props)
    const dialog = described?.dialog
    const agree = dialog && dialog.type === 'confirm' && !props.draft ? dialog.onConfirm : undefined
    useEffect(() => agree?.(), [agree])
    return described && agree ? { ...described, dialog: null } : described
  }
  restore.action = 'restore'
  restore.displayName = 'QuickRestore'
  return restore
}
