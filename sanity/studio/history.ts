import { useEffect } from 'react'
import type { DocumentActionComponent, DocumentInspector } from 'sanity'

/**
 * Restoring an old revision asks first only where there is a draft to lose: after a wrong publish the right words are four clicks away
 * (the button of the history, the revision, restore, publish). All other actions are left as they are.
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

/** The history has a button of its own above the form: in the menu beside it few would look for what saves them. */
export const withHistoryButton = (inspector: DocumentInspector): DocumentInspector => {
  const { name, useMenuItem } = inspector
  if (name !== 'sanity/structure/history' || !useMenuItem) return inspector
  return { ...inspector, useMenuItem: (props) => ({ ...useMenuItem(props), showAsAction: true }) }
}
