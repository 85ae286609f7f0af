import type { Action, ReleaseAction } from './check.ts'

// A file of its own: the planner's process needs this, and not the schemas beside it, which take it 20 MB and half of its start.

/** Whether an action is for a release and not for a document. */
export const isReleaseAction = (step: Action): step is ReleaseAction =>
  step.actionType.startsWith('sanity.action.release.')
