import { EventListenerPlugin } from '@portabletext/editor/plugins'
import { createContext, useContext, useEffect, useEffectEvent, useRef, useState } from 'react'
import {
  definePlugin,
  type DocumentActionComponent,
  type DocumentLayoutProps,
  type PortableTextPluginsProps,
} from 'sanity'
import { useHeldWhileComposing, useRecentlyComposing } from './composing.ts'
import { DiscardingInput, DiscardingPane } from './discarding.tsx'
import { createHandOver, type HandOver } from './hand-over.ts'
import { useReturningFocus } from './returning-focus.ts'

/** Outside a document's pane there is nothing to publish. */
const HandOverContext = createContext<HandOver & { whenComposed: () => Promise<void> }>({
  hold: () => {},
  letGo: () => {},
  whenDone: () => Promise.resolve(),
  whenComposed: () => Promise.resolve(),
})

/** Around a document's pane: its editors of rich text below, its actions beside. */
function HandOverLayout(props: DocumentLayoutProps) {
  const [composing] = useState(createHandOver)
  const [handOver] = useState(() => ({ ...createHandOver(), whenComposed: composing.whenDone }))
  useHeldWhileComposing(composing)
  useReturningFocus()
  return (
    <HandOverContext value={handOver}>
      <DiscardingPane>{props.renderDefault(props)}</DiscardingPane>
    </HandOverContext>
  )
}

/** In every editor of rich text: tells what it keeps back. It hands over its keys a quarter of a second after the last. */
function HandOverListener(props: PortableTextPluginsProps) {
  const { hold, letGo } = useContext(HandOverContext)
  const [editor] = useState(() => ({}))
  useEffect(() => () => letGo(editor), [editor, letGo])
  return (
    <>
      <EventListenerPlugin
        on={({ type }) => {
          if (type === 'patch') hold(editor)
          if (type === 'mutation') letGo(editor)
        }}
      />
      {props.renderDefault(props)}
    </>
  )
}

/**
 * For a button that publishes: `act` runs when the form has all that was typed, and not while it `isSaving`. Published before, the last words stay
 * behind in a draft, and the Studio crashes when it lays them upon the draft that is gone (sanity-io/sanity#7260).
 */
export function useWhenTyped(act: () => void, isSaving = false): () => void {
  const { whenComposed, whenDone } = useContext(HandOverContext)
  const [presses, setPresses] = useState(0)
  const answered = useRef(0)
  const actNow = useEffectEvent(act)
  // In an effect, that is, as drawn after the hand-over: then it knows of the words that came by it, and that they must be checked and saved first.
  useEffect(() => {
    if (presses === answered.current || isSaving) return
    answered.current = presses
    actNow()
  }, [presses, isSaving])
  return () =>
    void whenComposed()
      .then(whenDone)
      .then(() => setPresses((before) => before + 1))
}

/** Milliseconds in which a word that was composed has made a draft that can be published. After that the press is forgotten. */
const patience = 15_000

/** 發布 takes all that was typed, and no key in between. All other actions are left as they are. */
export const withAllThatWasTyped = (action: DocumentActionComponent): DocumentActionComponent => {
  if (action.action !== 'publish') return action
  const publishAll: DocumentActionComponent = (props) => {
    const described = action(props)
    const left = useRef<HTMLElement>(null)
    const { whenComposed } = useContext(HandOverContext)
    const publishTyped = useWhenTyped(() => described?.onHandle?.())
    const isOff = described?.disabled === true
    // The first word of a document without a draft is not in the form while it is composed, so there seems to be nothing to publish. The
    // press that ends the composition was lost: now it counts as soon as the word has made a draft.
    const mayCome = useRecentlyComposing() && isOff && props.draft === null
    const [isAwaited, setAwaited] = useState(false)
    // Back to where the person stood, when the draft is gone and the field takes keys again: for a moment it is read-only, so on each drawing until it does.
    useEffect(() => {
      if (props.draft !== null) return
      if (document.activeElement === document.body) left.current?.focus()
      if (document.activeElement !== document.body) left.current = null
    })
    const publish = async () => {
      // A field that is left in the middle of a word of an input method would keep half of it.
      await whenComposed()
      // Anyone who publishes by the keyboard stands in a field: what is typed there while the draft goes would be laid upon nothing, too.
      const active = document.activeElement
      if (active instanceof HTMLElement && !(active instanceof HTMLButtonElement)) {
        left.current = active
        active.blur()
      }
      publishTyped()
    }
    const publishAwaited = useEffectEvent(() => void publish())
    useEffect(() => {
      if (!isAwaited) return
      if (isOff) {
        const timer = setTimeout(setAwaited, patience, false)
        return () => clearTimeout(timer)
      }
      setAwaited(false)
      publishAwaited()
    }, [isAwaited, isOff])
    if (!described) return described
    return mayCome
      ? { ...described, disabled: false, onHandle: () => setAwaited(true) }
      : { ...described, onHandle: () => void publish() }
  }
  publishAll.action = 'publish'
  publishAll.displayName = 'PublishAllThatWasTyped'
  return publishAll
}

/** What is typed reaches the form before it is published. */
export const typing = definePlugin({
  name: 'typing',
  document: { components: { unstable_layout: HandOverLayout } },
  form: { components: { input: DiscardingInput, portableText: { plugins: HandOverListener } } },
})
