import { Button, Card, Stack, Text, TextInput } from '@sanity/ui'
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useClient, useSchema, type SanityClient } from 'sanity'
import { sitePages } from '#components/link/destination-words.ts'
import { apiVersion } from '../api-version.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { leadingTo, leadingToPage, searchTargets, type StoredDestination, type Target } from './targets.ts'

type LinkBoxProps = {
  /** Takes what was typed or pasted; gives a sentence for the editor when it is not taken, and then it stays in the box. */
  onText: (text: string) => Promise<string | null>
  onChoose: (destination: StoredDestination) => void
  /** Whether this is a whole answer already, an address for instance: it is taken when it is pasted, and when the box is left, without Enter. */
  isComplete: (text: string) => boolean
}

/** 貼上網址或搜尋文章: one box for an address, a page of ours found by its name, or words. */
export function LinkBox({ onText, onChoose, isComplete }: LinkBoxProps) {
  const translate = useTranslate()
  const schema = useSchema()
  const [text, setText] = useState('')
  const [message, setMessage] = useState<string | null>(null)
  const client = useClient({ apiVersion })
  const found = useFound(text)
  const done = () => {
    setText('')
    setMessage(null)
  }
  const isTaking = useRef(false)
  const take = async (given: string) => {
    if (isTaking.current) return // Enter, and then the box is left: one link, not two
    isTaking.current = true
    const problem = await onText(given).finally(() => (isTaking.current = false))
    if (problem === null) done()
    else setMessage(problem)
  }
  const choose = (destination: StoredDestination) => {
    onChoose(destination)
    done()
  }
  /** An address that was typed is not lost when the editor goes on to the next field, or closes the dialog. */
  const leave = () => {
    if (text.trim() !== '' && isComplete(text)) void take(text)
  }
  const takeOrChoose = ({ pages, targets }: Found) => {
    const [only, ...others] = [
      ...pages.map(({ value }) => leadingToPage(value)),
      ...targets.map(({ _id }) => leadingTo(_id)),
    ]
    if (only && others.length === 0 && !isComplete(text)) choose(only)
    else if (text.trim()) void take(text)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return leave()
    if (event.key !== 'Enter' || endsComposition(event)) return
    event.preventDefault()
    // Words mean what they find, also under a hand that is quicker than the answer. An address is its own.
    if (found.isHeard || isComplete(text)) takeOrChoose(found)
    else void find(client, text).then(takeOrChoose, (error: unknown) => console.error(error))
  }
  const box = useRef<HTMLDivElement>(null)
  // The dialog of a link in the text puts the focus on its own closing button.
  useEffect(() => {
    if (!box.current?.closest('[data-testid="popover-edit-dialog"]')) return undefined
    const frame = requestAnimationFrame(() => box.current?.querySelector('input')?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain')
    if (text || !isComplete(pasted)) return
    event.preventDefault()
    void take(pasted)
  }
  const label = translate('貼上網址或搜尋文章')
  return (
    <Stack gap={2} data-testid="link-box" ref={box} onKeyDown={moveByArrows}>
      <TextInput
        aria-label={label}
        placeholder={label}
        fontSize={1}
        padding={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={leave}
      />
      {message && (
        <Text as="output" size={1} muted>
          {message}
        </Text>
      )}
      {(found.pages.length > 0 || found.targets.length > 0) && (
        <Card border radius={2} padding={1}>
          <Stack gap={1}>
            {found.pages.map(({ value, title }) => (
              <Button
                key={value}
                mode="bleed"
                justify="flex-start"
                fontSize={1}
                padding={2}
                text={`${translate(title)}（${translate('站內頁面')}）`}
                onClick={() => choose(leadingToPage(value))}
              />
            ))}
            {found.targets.map(({ _id, _type, title }) => (
              <Button
                key={_id}
                mode="bleed"
                justify="flex-start"
                fontSize={1}
                padding={2}
                text={`${title ?? _id}（${schema.get(_type)?.title ?? _type}）`}
                onClick={() => choose(leadingTo(_id))}
              />
            ))}
          </Stack>
        </Card>
      )}
    </Stack>
  )
}

/** The arrows lead from the box into what it has found, and back. */
function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || endsComposition(event)) return
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')]
  const next = stops[stops.findIndex((stop) => stop === document.activeElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}

/**
 * Whether a key only ends a word of an input method. WebKit says so by the code 229 alone: there the composition is over when the key comes
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
const endsComposition = ({ nativeEvent }: KeyboardEvent): boolean =>
  nativeEvent.isComposing || nativeEvent.keyCode === 229

type Found = { pages: typeof sitePages; targets: Target[] }

/** The pages whose name has these words, and the documents that a search finds. */
async function find(client: SanityClient, text: string): Promise<Found> {
  const words = text.trim()
  return { pages: pagesNamed(words), targets: words === '' ? [] : await searchTargets(client, words) }
}

const pagesNamed = (words: string): typeof sitePages =>
  words === '' ? [] : sitePages.filter(({ title }) => title.includes(words))

/** What the words in the box find. Asked a moment after the last key; an answer to earlier words is not shown under later ones. */
function useFound(text: string): Found & { isHeard: boolean } {
  const client = useClient({ apiVersion })
  const [heard, setHeard] = useState<{ words: string; targets: Target[] }>({ words: '', targets: [] })
  const words = text.trim()
  useEffect(() => {
    if (words === '') return undefined
    let isCurrent = true
    const timer = setTimeout(() => {
      find(client, words)
        .then(({ targets }) => isCurrent && setHeard({ words, targets }))
        .catch((error: unknown) => console.error(error))
    }, 250)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, words])
  const isHeard = words !== '' && heard.words === words
  return { isHeard, targets: isHeard ? heard.targets : [], pages: pagesNamed(words) }
}
