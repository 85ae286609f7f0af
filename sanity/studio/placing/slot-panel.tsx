import { Button, Card, Dialog, Flex, Stack, Text } from '@sanity/ui'
import { useState } from 'react'
import { useClient } from 'sanity'
import type { Standing } from '#lib/promotion/slot-outlook.ts'
import { nowhereProblem, slotPlaces, standsNowhere } from '#lib/promotion/slot-places.ts'
import { clockInWords, momentInWords } from '#lib/time/period.ts'
import { platformsInWords } from '#lib/promotion/swap-banner.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import type { Banner } from '#components/promo-banner/promo-banner.groq.ts'
import { apiVersion } from '../api-version.ts'
import { useLiveAnswer } from '../live-answer.ts'
import { useNow } from '../use-now.ts'
import type { Translate } from '../locale/translate.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { useMayWrite } from '../may-write.ts'
import { askOutlook, outlookOf, slotQuestion, standingInWords } from './slot-question.ts'
import { readStored, stopChanges, writeFields, type FieldChange } from './stop.ts'
import { BookedPlacements } from './booked-placements.tsx'
import { SwapDialog } from './swap-dialog.tsx'

const SECOND = 1_000

/** What the last press did, in words, and how to take it back. */
type Done = { words: string; undo: FieldChange[] | null; failed?: boolean }

/** At the top of a slot's form: what stands there now, what comes next and when; for those who may, 換橫幅 and 停播. */
export function SlotPanel({ slotId, title }: { slotId: string; title: string }) {
  const translate = useTranslate()
  const client = useClient({ apiVersion })
  const mayWrite = useMayWrite('placement')
  const now = useNow(SECOND)
  const [since] = useState(() => new Date().toISOString())
  const answer = useLiveAnswer({ ...slotQuestion, params: { id: slotId, now: since } })
  const [asked, setAsked] = useState<Standing<Banner>>()
  const [isSwapping, setSwapping] = useState(false)
  const [done, setDone] = useState<Done>()
  const [isBusy, setBusy] = useState(false)
  if (!answer)
    return (
      <Panel>
        <Text size={1} muted>
          {translate('載入中……')}
        </Text>
      </Panel>
    )
  const { slot, names, inBodies } = answer
  if (!slot)
    return (
      <Panel>
        <Text size={1} muted>
          {translate('這個版位還沒發布，讀者看不到。')}
        </Text>
      </Panel>
    )

  const places = slotPlaces(slot.key, inBodies)
  if (standsNowhere(places))
    return (
      <Panel>
        <Text size={1}>{translate(nowhereProblem)}</Text>
      </Panel>
    )

  const telling = { timeZone: publicationZone, now }
  const outlook = outlookOf(slot, now)
  const titleOf = (id: string) =>
    names.find(({ _id }) => _id === id)?.title ??
    slot.banners.get(slot.placements.find(({ _id }) => _id === id)?.banner ?? '')?.tag ??
    translate('檔期')
  const nameOf = (id: string | null) => (id === null ? translate('備用橫幅，沒有檔期時顯示') : titleOf(id))

  const write = async (
    verb: string,
    changes: () => Promise<{ changes: FieldChange[]; undo: FieldChange[] | null }>,
  ) => {
    setBusy(true)
    try {
      const { changes: wanted, undo } = await changes()
      const at = await writeFields(client, wanted)
      const shown = await askOutlook(client, slotId, new Date(at))
      setDone({
        words: translate(verb, {
          time: clockInWords(at, publicationZone),
          shown: standingInWords(shown.now, translate),
        }),
        undo,
      })
    } catch (error) {
      setDone({
        words: translate('沒有成功：{why}', { why: error instanceof Error ? error.message : String(error) }),
        undo: null,
        failed: true,
      })
    }
    setBusy(false)
    setAsked(undefined)
  }
  const stop = ({ placementId }: Standing<Banner>) =>
    write('已停止 {time}（台北），現在顯示：{shown}', async () =>
      stopChanges(placementId, await readStored(client, placementId ?? slotId)),
    )

  const cancel = (id: string) =>
    write('已取消 {time}（台北），現在顯示：{shown}', async () => stopChanges(id, await readStored(client, id)))

  return (
    <Panel>
      <Stack gap={4}>
        <Text size={1} weight="semibold">
          {translate('讀者現在看到的')}
        </Text>
        {outlook.now.length === 0 ? <Text size={2}>{translate('現在沒有橫幅，也不留空白。')}</Text> : null}
        {outlook.now.map((standing) => (
          <Flex
            key={standing.placementId ?? 'fallback'}
            align="center"
            justify="space-between"
            gap={3}
            wrap="wrap"
            data-testid="standing"
          >
            <Stack gap={3} flex={1}>
              <Text size={2} weight="semibold">
                {standing.banner.tag}
              </Text>
              <Text size={1} muted>
                {[
                  nameOf(standing.placementId),
                  ...rulesOf(standing, translate),
                  standing.endsAt
                    ? translate('到 {when}', { when: momentInWords(standing.endsAt, telling, true) })
                    : translate('沒有結束時間'),
                ].join('｜')}
              </Text>
            </Stack>
            {mayWrite ? (
              <Button
                text={translate('停播')}
                tone="critical"
                mode="ghost"
                disabled={isBusy}
                onClick={() => setAsked(standing)}
              />
            ) : null}
          </Flex>
        ))}
        {outlook.undrawn.map((id) => (
          <Card key={id} padding={3} radius={2} border tone="critical">
            <Text size={1}>
              {translate('「{name}」的橫幅畫不出來，讀者看不到；現在由{shown}代替。', {
                name: titleOf(id),
                shown: standingInWords(outlook.now, translate),
              })}
            </Text>
          </Card>
        ))}
        <Text size={1}>
          {outlook.next
            ? translate('接下來：{when} 換成{what}', {
                when: momentInWords(outlook.next.at, telling),
                what: standingInWords(outlook.next.standing, translate),
              })
            : translate('接下來：沒有排定的變化')}
        </Text>
        <BookedPlacements
          booked={outlook.booked}
          nameOf={titleOf}
          onCancel={mayWrite && !isBusy ? (id) => void cancel(id) : undefined}
        />
        {done ? (
          <Card padding={3} radius={2} border tone={done.failed ? 'critical' : 'positive'}>
            <Flex align="center" justify="space-between" gap={3} wrap="wrap">
              <Text as="output" size={1} style={{ flex: '1 1 12rem' }}>
                {done.words}
              </Text>
              {done.undo ? (
                <Button
                  text={translate('復原')}
                  mode="ghost"
                  disabled={isBusy}
                  onClick={() =>
                    void write('已恢復 {time}（台北），現在顯示：{shown}', async () => ({
                      changes: done.undo ?? [],
                      undo: null,
                    }))
                  }
                />
              ) : null}
            </Flex>
          </Card>
        ) : null}
        {mayWrite ? (
          <Flex>
            <Button text={translate('換橫幅')} tone="primary" disabled={isBusy} onClick={() => setSwapping(true)} />
          </Flex>
        ) : null}
      </Stack>
      {asked ? (
        <Dialog
          id="stop"
          header={translate('停播這則橫幅？')}
          width={0}
          onClose={() => setAsked(undefined)}
          footer={
            <Flex gap={2} padding={3} justify="flex-end">
              <Button text={translate('取消')} mode="bleed" disabled={isBusy} onClick={() => setAsked(undefined)} />
              <Button
                text={translate('停播')}
                tone="critical"
                disabled={isBusy}
                data-testid="confirm-stop"
                onClick={() => void stop(asked)}
              />
            </Flex>
          }
        >
          <Stack gap={3} padding={4}>
            <Text size={2}>{translate('讀者馬上就看不到「{tag}」。', { tag: asked.banner.tag })}</Text>
            <Text size={1} muted>
              {translate(
                asked.placementId === null
                  ? '只改這一項：版位不再有備用橫幅。還沒發布的其他修改不受影響，停播後可以復原。'
                  : '只改這一項：檔期改成「暫停」。還沒發布的其他修改不受影響，停播後可以復原。',
              )}
            </Text>
          </Stack>
        </Dialog>
      ) : null}
      {isSwapping ? (
        <SwapDialog
          slot={slot}
          slotTitle={title}
          places={places}
          nameOf={titleOf}
          onClose={(did) => {
            setSwapping(false)
            if (did) setDone(did)
          }}
        />
      ) : null}
    </Panel>
  )
}

const Panel = ({ children }: { children: React.ReactNode }) => (
  <Card border radius={3} padding={4} data-testid="slot-panel">
    {children}
  </Card>
)

const rulesOf = ({ isSelective, platforms }: Standing<Banner>, translate: Translate): string[] =>
  [
    isSelective ? translate('只在部分文章') : '',
    platforms.length > 0
      ? translate('只給 {devices}', {
          devices: platformsInWords(platforms)
            .map((name) => translate(name))
            .join(translate('、')),
        })
      : '',
  ].filter(Boolean)
