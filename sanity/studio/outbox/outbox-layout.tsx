import { Button, Card, Flex, Stack, Text } from '@sanity/ui'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useCurrentUser, type LayoutProps } from 'sanity'
import { useTranslate } from '../locale/use-translate.ts'
import type { Outbox } from './outbox.ts'
import { typedWords } from './texts.ts'

/** What the outbox's layout is told of: the outbox, whether the lake is in reach, and who is signed in. */
export type OutboxState = {
  outbox: Outbox
  isReached: () => boolean
  subscribeReach: (changed: () => void) => () => void
  /** Called once the person is known: what an earlier page left behind is sent. */
  signedIn: (person: string) => void
}

/** Above the footer with its 發布, and narrow: anyone who goes on working must reach everything. */
const place = {
  position: 'fixed',
  insetInlineEnd: 16,
  insetBlockEnd: 72,
  zIndex: 1_000_000,
  inlineSize: 'min(26rem, calc(100vw - 32px))',
  maxBlockSize: '50vh',
  overflow: 'auto',
} as const

/** Milliseconds. A request that fails once and succeeds at the second try is nobody's concern. */
const quiet = 1_500

/** For `studio.components.layout`: says when words wait for the network, and keeps those that the lake refused at hand. */
export const outboxLayout = (state: OutboxState) =>
  function OutboxLayout(props: LayoutProps) {
    const user = useCurrentUser()
    const id = user?.id
    useEffect(() => {
      if (id) state.signedIn(id)
    }, [id])
    return (
      <>
        {props.renderDefault(props)}
        <Notices state={state} me={id} />
      </>
    )
  }

function Notices({ state, me }: { state: OutboxState; me: string | undefined }) {
  const translate = useTranslate()
  const isAway = useAway(state)
  const entries = useSyncExternalStore(state.outbox.subscribe, () => state.outbox.entries)
  const refused = entries.filter((entry) => entry.state === 'refused' && (entry.person === null || entry.person === me))
  if (!isAway && refused.length === 0) return null
  return (
    <div style={place} data-testid="outbox">
      {isAway && (
        <Card tone="caution" padding={3} radius={3} shadow={2}>
          <Text as="output" size={1}>
            {translate('連線中斷。你打的字都留在這台電腦，連上後會自動存起來，請不要關掉這個視窗。')}
          </Text>
        </Card>
      )}
      {refused.map((entry) => (
        <Card key={entry.id} tone="critical" padding={3} radius={3} shadow={2} role="alert">
          <Stack gap={3}>
            <Text size={1}>
              {translate('這些修改沒有存進內容庫（文件可能被刪除，或你的權限改了）。文字留在這裡，複製後可以貼回去：')}
            </Text>
            <Text size={1} style={{ whiteSpace: 'pre-wrap', userSelect: 'text' }}>
              {typedWords(entry.body)}
            </Text>
            <Flex gap={2}>
              <Button
                fontSize={1}
                padding={2}
                text={translate('複製')}
                onClick={() => void navigator.clipboard.writeText(typedWords(entry.body))}
              />
              <Button
                fontSize={1}
                padding={2}
                mode="ghost"
                tone="critical"
                text={translate('不要了')}
                onClick={() => state.outbox.remove(entry.id)}
              />
            </Flex>
          </Stack>
        </Card>
      ))}
    </div>
  )
}

/** Whether the lake has been out of reach for longer than a moment. */
function useAway({ isReached, subscribeReach }: OutboxState): boolean {
  const reached = useSyncExternalStore(subscribeReach, isReached)
  const [isAway, setIsAway] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsAway(!reached), reached ? 0 : quiet)
    return () => clearTimeout(timer)
  }, [reached])
  return isAway
}
