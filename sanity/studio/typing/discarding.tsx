import { Card } from '@sanity/ui'
import {
  cloneElement,
  createContext,
  isValidElement,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react'
import {
  isArrayOfBlocksInputProps,
  useDocumentOperationEvent,
  type DocumentActionComponent,
  type InputProps,
} from 'sanity'

type Discarding = {
  /** Whether a draft is being discarded: no editor of rich text may stand in the form. */
  isDiscarding: boolean
  /** Takes the editors away, and then calls `act`. */
  begin: (act: () => void) => void
  /** Brings them back, with what the form holds now. */
  end: () => void
}

/** Outside a document's pane nothing is discarded. */
const DiscardingContext = createContext<Discarding>({ isDiscarding: false, begin: (act) => act(), end: () => {} })

/** Around a document's pane: its editors below, its actions beside. */
export function DiscardingPane({ children }: { children: ReactNode }) {
  const [act, setAct] = useState<() => void>()
  // In an effect, that is, when the editors are gone.
  useEffect(() => act?.(), [act])
  const discarding = useMemo(
    () => ({
      isDiscarding: act !== undefined,
      begin: (next: () => void) => setAct(() => next),
      end: () => setAct(undefined),
    }),
    [act],
  )
  return <DiscardingContext value={discarding}>{children}</DiscardingContext>
}

/** For `form.components.input`: no editor of rich text while a draft is discarded, every other input as it is. */
export const DiscardingInput = (props: InputProps) =>
  isArrayOfBlocksInputProps(props) ? <AwayWhileDiscarding {...props} /> : props.renderDefault(props)

function AwayWhileDiscarding(props: InputProps) {
  const { isDiscarding } = useContext(DiscardingContext)
  return isDiscarding ? (
    <Card border radius={2} style={{ minBlockSize: '60vh' }} aria-busy="true" />
  ) : (
    props.renderDefault(props)
  )
}

/** The Studio's question before it discards: an element that is told how to go on. */
const isQuestion = (element: unknown): element is ReactElement<{ onConfirm: () => void }> =>
  isValidElement<Record<string, unknown>>(element) && typeof element.props['onConfirm'] === 'function'

/**
 * 捨棄修改 leaves no draft behind. An editor takes over the published text block by block; with a paragraph more or less, two blocks have one key for a
 * moment, and the editor gives one of them a new key as if somebody had typed: a draft again. So it is away until the draft is gone, and then begins
 * with the published text. All other actions are left as they are.
 */
export const withoutGhostDraft = (action: DocumentActionComponent): DocumentActionComponent => {
  if (action.action !== 'discardChanges') return action
  const discard: DocumentActionComponent = (props) => {
    const described = action(props)
    const { isDiscarding, begin, end } = useContext(DiscardingContext)
    const event = useDocumentOperationEvent(props.id, props.type)
    const earlier = useRef(event)
    const isGone = props.draft === null
    useEffect(() => {
      if (!isDiscarding) {
        earlier.current = event
        return
      }
      const hasFailed = event !== earlier.current && event?.type === 'error' && event.op === 'discardChanges'
      if (isGone || hasFailed) end()
    }, [isDiscarding, isGone, event, end])
    const dialog = described?.dialog
    if (!described || !dialog || dialog.type !== 'custom' || !isQuestion(dialog.component)) return described
    const { onConfirm } = dialog.component.props
    return {
      ...described,
      dialog: { ...dialog, component: cloneElement(dialog.component, { onConfirm: () => begin(onConfirm) }) },
    }
  }
  discard.action = 'discardChanges'
  discard.displayName = 'DiscardWithoutGhostDraft'
  return discard
}
