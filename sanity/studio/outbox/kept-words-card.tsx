import { Button, Card, Flex, Stack, Text } from '@sanity/ui'
import { uuid } from '@sanity/uuid'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { filter, take } from 'rxjs'
import {
  PatchEvent,
  set,
  unset,
  useCurrentUser,
  useDocumentStore,
  useEditState,
  useSyncState,
  type InputProps,
  type ObjectInputProps,
} from 'sanity'
import { instantInWords } from '#lib/time/period.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { isWholeDocument } from '../desk/document-top.tsx'
import { publishedIdOf } from '../desk/ids.ts'
import { useTranslate } from '../locale/use-translate.ts'
import {
  changedFields,
  hasTexts,
  keptPrefix,
  missingFields,
  type Fields,
  type KeptWords,
  type openKeptWords,
} from './kept-words.ts'
import type { Outbox } from './outbox.ts'

type Keeping = { kept: ReturnType<typeof openKeptWords>; outbox: Outbox }

/** Milliseconds between two writes to the storage while somebody types. */
const pace = 200
/** Milliseconds without a change after which a form shows what the lake has. */
const quiet = 1_000
/** Milliseconds. Younger words may be another window's, which is saving them right now. */
const settled = 4_000

/** For `form.components.input`: keeps what is typed until the lake has it, and offers what an earlier window left behind. */
export const keptWordsInput = (keeping: Keeping) =>
  function KeptWordsInput(props: InputProps) {
    const person = useCurrentUser()?.id
    if (!isWholeDocument(props)) return props.renderDefault(props)
    const { _id }: Fields = { ...props.value }
    const id = typeof _id === 'string' ? publishedIdOf(_id) : undefined
    return (
      <>
        {id && person && <KeptWordsCard key={id} id={id} person={person} keeping={keeping} input={props} />}
        {props.renderDefault(props)}
      </>
    )
  }

/** What is offered: the fields of all that was left behind, the newest words of each. */
type Offer = { ids: readonly string[]; at: number; fields: Fields }

type CardProps = { id: string; person: string; keeping: Keeping; input: ObjectInputProps }

function KeptWordsCard({ id, person, keeping, input }: CardProps) {
  const translate = useTranslate()
  const [offer, setOffer] = useState<Offer>()
  const value: Fields = input.value ?? {}
  useKeeping({
    id,
    person,
    keeping,
    value,
    type: input.schemaType.name,
    isReadOnly: input.readOnly === true,
    onOffer: setOffer,
  })
  if (!offer || input.readOnly) return null
  const titles = input.schemaType.fields
    .filter(({ name }) => name in offer.fields)
    .map(({ name, type }) => type.title ?? name)
  const close = () => {
    for (const left of offer.ids) keeping.kept.remove(left)
    setOffer(undefined)
  }
  const putBack = () => {
    input.onChange(
      PatchEvent.from(
        Object.entries(offer.fields).map(([name, words]) => (words === null ? unset([name]) : set(words, [name]))),
      ),
    )
    close()
  }
  return (
    <Card tone="caution" padding={4} radius={2} border marginBottom={5} role="alert" data-testid="kept-words">
      <Stack gap={4}>
        <Text size={1}>
          {translate('這台電腦上有還沒存進內容庫的修改（{when}）：{fields}', {
            when: instantInWords(new Date(offer.at).toISOString(), publicationZone),
            fields: titles.join('、'),
          })}
        </Text>
        <Flex gap={2}>
          <Button fontSize={1} padding={3} tone="primary" text={translate('放回來')} onClick={putBack} />
          <Button fontSize={1} padding={3} mode="ghost" text={translate('不要了')} onClick={close} />
        </Flex>
      </Stack>
    </Card>
  )
}

type KeepingProps = {
  id: string
  type: string
  person: string
  keeping: Keeping
  value: Fields
  isReadOnly: boolean
  onOffer: (offer: Offer | undefined) => void
}

function useKeeping({ id, type, person, keeping: { kept, outbox }, value, isReadOnly, onOffer }: KeepingProps) {
  const store = useDocumentStore()
  const { isSyncing } = useSyncState(id, type)
  const { ready, draft } = useEditState(id, type)
  // When the draft last went, in epoch milliseconds. What was on its way then is laid upon the published words: Sanity's text patches leave out
  // what does not fit there, and say that all is well.
  const draftWent = useRef(-Infinity)
  const hadDraft = useRef(false)
  useEffect(() => {
    if (hadDraft.current && draft === null) draftWent.current = Date.now()
    hadDraft.current = draft !== null
  }, [draft])
  const base = useRef(value)
  const mine = useRef<KeptWords>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const isShown = useEffectEvent((fields: Fields) => hasTexts(fields, value))
  const keep = useEffectEvent(() => {
    timer.current = undefined
    const fields = changedFields(base.current, value)
    if (Object.keys(fields).length === 0) return
    const words = { id: mine.current?.id ?? uuid(), document: id, person, at: Date.now(), fields }
    kept.put(words)
    if (mine.current) {
      mine.current = words
      return
    }
    mine.current = words
    // Outside of the form's life: the words of a form that is left are acknowledged after it is gone.
    store.pair
      .consistencyStatus(id, type)
      .pipe(filter(Boolean), take(1))
      .subscribe(() => {
        const { at, fields: typed } = mine.current ?? words
        mine.current = undefined
        const isInDoubt = Math.abs(at - draftWent.current) < settled
        const isRefused = outbox.entries.some(({ state, at }) => state === 'refused' && at >= words.at - settled)
        // In doubt, what the form shows after the draft has gone tells; where it has not the words, they are offered.
        if (isRefused) return
        if (isInDoubt) setTimeout(() => isShown(typed) && kept.remove(words.id), quiet / 2)
        else kept.remove(words.id)
      })
  })

  useEffect(() => {
    if (isSyncing && !isReadOnly) timer.current ??= setTimeout(() => keep(), pace)
  })
  useEffect(() => {
    const now = () => {
      if (timer.current === undefined) return
      clearTimeout(timer.current)
      keep()
    }
    window.addEventListener('pagehide', now)
    return () => {
      window.removeEventListener('pagehide', now)
      now()
    }
  }, [])

  /** What the form shows is what the lake has. @returns the milliseconds after which to look again, or undefined. */
  const look = useEffectEvent((shown: Fields): number | undefined => {
    if (
      outbox.entries.some(({ state, person: writer }) => state === 'waiting' && (writer === null || writer === person))
    )
      return quiet
    base.current = shown
    const left = kept.of(id, person).filter((words) => words.id !== mine.current?.id)
    const fields = missingFields(Object.assign({}, ...left.map((words) => words.fields)), shown)
    const newest = left.at(-1)
    if (newest && Date.now() - newest.at < settled) return newest.at + settled - Date.now()
    const ids = left.map((words) => words.id)
    if (newest && Object.keys(fields).length > 0) {
      onOffer({ ids, at: newest.at, fields })
      return undefined
    }
    for (const each of ids) kept.remove(each)
    onOffer(undefined)
    return undefined
  })
  useEffect(() => {
    if (isSyncing || isReadOnly || !ready) return undefined
    let waiting: ReturnType<typeof setTimeout>
    const again = (milliseconds: number) => {
      clearTimeout(waiting)
      waiting = setTimeout(() => {
        const next = look(value)
        if (next !== undefined) again(next)
      }, milliseconds)
    }
    const elsewhere = ({ key }: StorageEvent) => {
      if (key?.startsWith(keptPrefix)) again(quiet)
    }
    again(quiet)
    window.addEventListener('storage', elsewhere)
    return () => {
      clearTimeout(waiting)
      window.removeEventListener('storage', elsewhere)
    }
  }, [value, isSyncing, isReadOnly, ready])
}
