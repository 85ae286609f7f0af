import { Button, Card, Stack, Text, TextInput } from '@sanity/ui'
import { useEffect, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useClient, useSchema } from 'sanity'
import { sitePages } from '#components/link/destination-words.ts'
import { apiVersion } from '../api-version.ts'
import { useSay } from '../locale/use-say.ts'
import { leadingTo, leadingToPage, searchTargets, type StoredDestination, type Target } from './targets.ts'

type LinkBoxProps = {
  /** Takes what was typed or pasted; gives a sentence for the editor when it is not taken, and then it stays in the box. */
  onText: (text: string) => Promise<string | null>
  onChoose: (destination: StoredDestination) => void
  /** Whether what is pasted is taken at once, without Enter. */
  takesPaste: (text: string) => boolean
}

/** 貼上網址或搜尋文章: one box for an address, a page of ours found by its name, or words. */
export function LinkBox({ onText, onChoose, takesPaste }: LinkBoxProps) {
  const say = useSay()
  const schema = useSchema()
  const [text, setText] = useState('')
  const [message, setMessage] = useState<string | null>(null)
  const found = useFound(text)
  const done = () => {
    setText('')
    setMessage(null)
  }
  const take = async (given: string) => {
    const problem = await onText(given)
    if (problem === null) done()
    else setMessage(problem)
  }
  const choose = (destination: StoredDestination) => {
    onChoose(destination)
    done()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return // the Enter that ends a word of an input method is not meant
    event.preventDefault()
    if (text.trim()) void take(text)
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain')
    if (text || !takesPaste(pasted)) return
    event.preventDefault()
    void take(pasted)
  }
  const label = say('貼上網址或搜尋文章')
  return (
    <Stack gap={2} data-testid="link-box">
      <TextInput
        aria-label={label} placeholder={label} fontSize={1} padding={3} value={text}
        onChange={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown} onPaste={onPaste}
      />
      {message && <Text as="output" size={1} muted>{message}</Text>}
      {(found.pages.length > 0 || found.targets.length > 0) && (
        <Card border radius={2} padding={1}>
          <Stack gap={1}>
            {found.pages.map(({ value, title }) => (
              <Button key={value} mode="bleed" justify="flex-start" fontSize={1} padding={2} text={`${say(title)}（${say('站內頁面')}）`} onClick={() => choose(leadingToPage(value))} />
            ))}
            {found.targets.map(({ _id, _type, title }) => (
              <Button key={_id} mode="bleed" justify="flex-start" fontSize={1} padding={2} text={`${title ?? _id}（${schema.get(_type)?.title ?? _type}）`} onClick={() => choose(leadingTo(_id))} />
            ))}
          </Stack>
        </Card>
      )}
    </Stack>
  )
}

/** What the words in the box find. Asked a moment after the last key; an answer to earlier words is not shown under later ones. */
function useFound(text: string) {
  const client = useClient({ apiVersion })
  const [heard, setHeard] = useState<{ words: string; targets: Target[] }>({ words: '', targets: [] })
  const words = text.trim()
  useEffect(() => {
    if (words === '') return undefined
    let isCurrent = true
    const timer = setTimeout(() => {
      searchTargets(client, words)
        .then((targets) => isCurrent && setHeard({ words, targets }))
        .catch((error: unknown) => console.error(error))
    }, 250)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [client, words])
  const isHeard = words !== '' && heard.words === words
  return { targets: isHeard ? heard.targets : [], pages: words === '' ? [] : sitePages.filter(({ title }) => title.includes(words)) }
}
