import { Button, Dialog, Flex, Select, Stack } from '@sanity/ui'
import { uuid } from '@sanity/uuid'
import { useEffect, useState } from 'react'
import { useClient } from 'sanity'
import { platforms } from '#lib/promotion/choose-banner.ts'
import { reachesCategory, type SlotPlaces } from '#lib/promotion/slot-places.ts'
import { platformsInWords, swapInWords, swapProblem, type SwapPlan, type SwapWish } from '#lib/promotion/swap-banner.ts'
import { momentInWords } from '#lib/time/period.ts'
import { bannerDocument, emptyBanner, newBannerProblems, type NewBanner } from '#lib/promotion/new-banner.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { bannerSchema, type Banner } from '#components/promo-banner/promo-banner.groq.ts'
import type { Slot } from '#components/slot/slot.groq.ts'
import { apiVersion } from '../api-version.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { ZonedTime } from '../times/zoned-time-input.tsx'
import { BannerFields } from './banner-fields.tsx'
import { coversInWords } from './covers.ts'
import { Field, Labelled, Notice, Tick } from './dialog-parts.tsx'
import { placesProblem, planIn, publishSwap } from './publish-swap.ts'
import { askChoices, standingInWords, type Choices } from './slot-question.ts'
import type { SwapBanner } from './swap-actions.ts'
import type { FieldChange } from './stop.ts'

type Props = {
  slot: Slot
  slotTitle: string
  places: SlotPlaces
  /** What the slot's placements are called. */
  nameOf: (placement: string) => string
  /** Told what was done, in words, and what takes it back; undefined when nothing was. */
  onClose: (done?: { words: string; undo: FieldChange[] }) => void
}

const NEW = 'new'

/** 換橫幅: which banner, from, until, for whom; one sentence says what that does before it is done. */
export function SwapDialog({ slot: given, slotTitle, places, nameOf, onClose }: Props) {
  const translate = useTranslate()
  const client = useClient({ apiVersion })
  const [slot, setSlot] = useState(given)
  const [choices, setChoices] = useState<Choices>()
  const [picked, setPicked] = useState('')
  const [begun, setBegun] = useState<NewBanner>(emptyBanner)
  const [wish, setWish] = useState<SwapWish>({ startsAt: null, endsAt: null, platforms: [], onlyCategories: [] })
  const [unread, setUnread] = useState({ startsAt: false, endsAt: false })
  const [failure, setFailure] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [now] = useState(() => new Date())
  // One placement and one banner per dialog: a second press after a lost answer finds them there instead of making two.
  const [ids] = useState(() => ({ placement: `placement-${uuid()}`, banner: `banner-${uuid()}` }))
  useEffect(() => {
    askChoices(client, slot._id).then(setChoices, (error: unknown) => setFailure(String(error)))
  }, [client, slot._id])

  const chosen =
    picked === NEW ? newBanner(begun, ids.banner) : choices?.banners.find(({ id }) => id === picked)?.banner
  const [inTime, onPages] = [swapProblem(wish, now), placesProblem(places, wish)]
  const problem = inTime === true ? onPages : inTime
  const plan =
    choices && chosen && problem === true
      ? planIn(slot, choices, { placementId: ids.placement, shown: chosen, wish }, now)
      : undefined
  const sentence = plan && chosen && sentenceOf(plan, chosen)
  const offered = choices?.categories.filter(({ _id }) => reachesCategory(places, _id)) ?? []

  function sentenceOf({ platforms: on, after, covers }: SwapPlan<Banner>, banner: Banner): string {
    const names = {
      slot: slotTitle,
      banner: banner.tag,
      after: after.map((each) => each?.tag ?? null),
      categories:
        choices?.categories.filter(({ _id }) => wish.onlyCategories.includes(_id)).map(({ title }) => title) ?? [],
    }
    return (
      translate(swapInWords({ ...wish, platforms: on }, names, { timeZone: publicationZone, now })) +
      coversInWords(covers, nameOf, translate)
    )
  }

  const publish = async () => {
    const existing = choices?.banners.find(({ id }) => id === picked)
    const banner: SwapBanner | undefined = existing
      ? { id: existing.id, kind: existing.kind }
      : picked === NEW
        ? { id: ids.banner, kind: NEW, banner: begun }
        : undefined
    if (!plan || !banner || !sentence || !chosen) return
    setBusy(true)
    setFailure('')
    try {
      const outcome = await publishSwap(
        client,
        { slotId: slot._id, slotTitle, placementId: ids.placement, banner, shown: chosen, wish },
        plan,
      )
      if (outcome.kind === 'published')
        return onClose({
          words: translate('已發布：{sentence}現在顯示：{shown}', {
            sentence,
            shown: standingInWords(outcome.outlook.now, translate),
          }),
          undo: [{ id: ids.placement, field: 'paused', value: true }],
        })
      setSlot(outcome.slot)
      setChoices(outcome.choices)
      setFailure(translate('還沒發布：有同事剛改了這個版位的檔期，上面的說明已經更新，請再看一次。'))
    } catch (error) {
      setFailure(
        translate('沒有發布：{why}', { why: translate(error instanceof Error ? error.message : String(error)) }),
      )
    }
    setBusy(false)
  }
  const toggle = <T extends string>(list: readonly T[], item: T) =>
    list.includes(item) ? list.filter((each) => each !== item) : [...list, item]

  return (
    <Dialog
      id="swap"
      header={translate('換橫幅：{slot}', { slot: slotTitle })}
      width={1}
      onClose={() => onClose()}
      footer={
        <Flex gap={2} padding={3} justify="flex-end">
          <Button text={translate('取消')} mode="bleed" disabled={isBusy} onClick={() => onClose()} />
          <Button
            text={translate('發布')}
            tone="primary"
            disabled={isBusy || !plan?.isSeen || unread.startsAt || unread.endsAt}
            data-testid="confirm-swap"
            onClick={() => void publish()}
          />
        </Flex>
      }
    >
      <Stack gap={5} padding={4}>
        <Field label={translate('哪一則橫幅')}>
          {(id) => (
            <Select id={id} value={picked} onChange={({ currentTarget }) => setPicked(currentTarget.value)}>
              <option value="">{translate('請選橫幅')}</option>
              <option value={NEW}>{translate('＋ 新的橫幅')}</option>
              {choices?.banners.map(({ id: value, banner, kind }) => (
                <option key={value} value={value}>
                  {banner.tag}（{banner.disclosure.sponsor}）{kind === 'draft' ? translate('：草稿，會一起發布') : ''}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {picked === NEW ? <BannerFields banner={begun} onBanner={setBegun} /> : null}
        <Labelled label={translate('從（留空就是馬上）')}>
          <ZonedTime
            title={translate('從')}
            asEnd={false}
            value={wish.startsAt ?? undefined}
            onTime={(at) => setWish((before) => ({ ...before, startsAt: at ?? null }))}
            onProblem={(startsAt) => setUnread((last) => ({ ...last, startsAt }))}
          />
        </Labelled>
        <Labelled label={translate('到（留空就是一直）')}>
          <ZonedTime
            title={translate('到')}
            asEnd
            value={wish.endsAt ?? undefined}
            onTime={(at) => setWish((before) => ({ ...before, endsAt: at ?? null }))}
            onProblem={(endsAt) => setUnread((last) => ({ ...last, endsAt }))}
          />
        </Labelled>
        <Labelled label={translate('給誰看（都不勾就是所有讀者）')}>
          <Flex gap={4} wrap="wrap">
            {platforms.map((platform) => (
              <Tick
                key={platform}
                label={translate(platformsInWords([platform]).join(''))}
                isOn={wish.platforms.includes(platform)}
                onToggle={() => setWish((before) => ({ ...before, platforms: toggle(before.platforms, platform) }))}
              />
            ))}
          </Flex>
          <Flex gap={4} wrap="wrap">
            {offered.map(({ _id, title }) => (
              <Tick
                key={_id}
                label={translate('{category}的文章', { category: title })}
                isOn={wish.onlyCategories.includes(_id)}
                onToggle={() =>
                  setWish((before) => ({ ...before, onlyCategories: toggle(before.onlyCategories, _id) }))
                }
              />
            ))}
          </Flex>
        </Labelled>
        {plan?.isSeen && plan.freeUntil !== null ? (
          <Notice tone="caution">
            {translate('「{name}」{when} 開始。', {
              name: nameOf(plan.covers.find(({ startsAt }) => startsAt === plan.freeUntil)?.id ?? ''),
              when: momentInWords(plan.freeUntil, { timeZone: publicationZone, now }),
            })}{' '}
            <Button
              text={translate('只換到它開始為止')}
              mode="ghost"
              fontSize={1}
              padding={2}
              data-testid="until-next"
              onClick={() => setWish((before) => ({ ...before, endsAt: plan.freeUntil }))}
            />
          </Notice>
        ) : null}
        {problem === true ? null : <Notice tone="caution">{translate(problem)}</Notice>}
        {plan && !plan.isSeen ? (
          <Notice tone="caution">{translate('這則橫幅沒有一個按鈕是這些讀者點得到的，讀者看不到。')}</Notice>
        ) : null}
        {plan?.isSeen && sentence ? (
          <Notice tone="primary" testId="swap-sentence">
            {sentence}
          </Notice>
        ) : null}
        {failure ? <Notice tone="critical">{failure}</Notice> : null}
      </Stack>
    </Dialog>
  )
}

/** The banner as pages would read it; undefined while something is missing. */
const newBanner = (begun: NewBanner, id: string): Banner | undefined =>
  Object.keys(newBannerProblems(begun)).length === 0
    ? bannerSchema.safeParse({ _rev: '', ...bannerDocument(begun, id, 'action') }).data
    : undefined
