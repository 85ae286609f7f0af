import { Button, Card, Checkbox, Dialog, Flex, Select, Stack, Text, TextArea, TextInput } from '@sanity/ui'
import { uuid } from '@sanity/uuid'
import { useEffect, useId, useState, type ReactNode } from 'react'
import { useClient } from 'sanity'
import { platforms } from '#lib/choose-banner.ts'
import { planSwap, platformsInWords, swapInWords, swapProblem, type SwapWish } from '#lib/swap-banner.ts'
import { bannerDocument, emptyBanner, newBannerProblems, type NewBanner } from '#lib/validation/new-banner.ts'
import { briefLimit } from '#lib/validation/text-width.ts'
import { publicationZone } from '#lib/locales.ts'
import { bannerSchema, type Banner } from '#components/promo-banner/promo-banner.groq.ts'
import { disclosureKinds } from '#components/promo-banner/disclosure-words.ts'
import type { Slot } from '#components/slot/slot.groq.ts'
import { apiVersion } from '../api-version.ts'
import { useSay } from '../locale/use-say.ts'
import { ZonedTime } from '../times/zoned-time-input.tsx'
import { askChoices, contextAt, isDrawable, type Choices } from './slot-question.ts'
import { swapActions, type SwapBanner } from './swap-actions.ts'

type Props = {
  slot: Slot
  slotTitle: string
  /** Told what was done, in words; undefined when nothing was. */
  onClose: (done?: string) => void
}

const NEW = 'new'

/** 換橫幅: which banner, from, until, for whom; one sentence says what that does before it is done. */
export function SwapDialog({ slot, slotTitle, onClose }: Props) {
  const say = useSay()
  const client = useClient({ apiVersion })
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

  const chosen = picked === NEW ? newBanner(begun, ids.banner) : choices?.banners.find(({ id }) => id === picked)?.banner
  const problem = swapProblem(wish, now)
  const plan = choices && chosen && problem === true
    ? planSwap({ ...slot, placements: choices.placements }, { id: ids.placement, banner: { id: chosen._id, value: chosen } }, wish, contextAt(now), isDrawable())
    : undefined
  const sentence = plan && chosen && say(swapInWords({ ...wish, platforms: plan.platforms }, {
    slot: slotTitle, banner: chosen.tag, after: plan.after.map((banner) => banner?.tag ?? null),
    categories: choices?.categories.filter(({ _id }) => wish.onlyCategories.includes(_id)).map(({ title }) => title) ?? [],
  }, { timeZone: publicationZone, now }))

  const publish = async () => {
    const existing = choices?.banners.find(({ id }) => id === picked)
    const banner: SwapBanner | undefined = existing ? { id: existing.id, kind: existing.kind } : picked === NEW ? { id: ids.banner, kind: NEW, banner: begun } : undefined
    if (!plan || !banner || !sentence || !chosen) return
    setBusy(true)
    try {
      await client.action(swapActions(slot._id, plan.placement, banner, `${chosen.tag}：${slotTitle}`))
      onClose(say('已發布：{sentence}', { sentence }))
    } catch (error) {
      setFailure(say('沒有發布：{why}', { why: error instanceof Error ? error.message : String(error) }))
      setBusy(false)
    }
  }
  const toggle = <T extends string>(list: readonly T[], item: T) => (list.includes(item) ? list.filter((each) => each !== item) : [...list, item])

  return (
    <Dialog id="swap" header={say('換橫幅：{slot}', { slot: slotTitle })} width={1} onClose={() => onClose()} footer={
      <Flex gap={2} padding={3} justify="flex-end">
        <Button text={say('取消')} mode="bleed" disabled={isBusy} onClick={() => onClose()} />
        <Button text={say('發布')} tone="primary" disabled={isBusy || !plan?.isSeen || unread.startsAt || unread.endsAt} data-testid="confirm-swap" onClick={publish} />
      </Flex>
    }>
      <Stack gap={5} padding={4}>
        <Field label={say('哪一則橫幅')}>
          {(id) => (
            <Select id={id} value={picked} onChange={({ currentTarget }) => setPicked(currentTarget.value)}>
              <option value="">{say('請選橫幅')}</option>
              <option value={NEW}>{say('＋ 新的橫幅')}</option>
              {choices?.banners.map(({ id: value, banner, kind }) => <option key={value} value={value}>{banner.tag}（{banner.disclosure.sponsor}）{kind === 'draft' ? say('：草稿，會一起發布') : ''}</option>)}
            </Select>
          )}
        </Field>
        {picked === NEW ? <BannerFields banner={begun} onBanner={setBegun} /> : null}
        <Labelled label={say('從（留空就是馬上）')}><ZonedTime title={say('從')} asEnd={false} value={wish.startsAt ?? undefined} onTime={(at) => setWish((before) => ({ ...before, startsAt: at ?? null }))} onProblem={(startsAt) => setUnread((last) => ({ ...last, startsAt }))} /></Labelled>
        <Labelled label={say('到（留空就是一直）')}><ZonedTime title={say('到')} asEnd value={wish.endsAt ?? undefined} onTime={(at) => setWish((before) => ({ ...before, endsAt: at ?? null }))} onProblem={(endsAt) => setUnread((last) => ({ ...last, endsAt }))} /></Labelled>
        <Labelled label={say('給誰看（都不勾就是所有讀者）')}>
          <Flex gap={4} wrap="wrap">
            {platforms.map((platform) => <Tick key={platform} label={say(platformsInWords([platform]).join(''))} isOn={wish.platforms.includes(platform)} onToggle={() => setWish((before) => ({ ...before, platforms: toggle(before.platforms, platform) }))} />)}
          </Flex>
          <Flex gap={4} wrap="wrap">
            {choices?.categories.map(({ _id, title }) => <Tick key={_id} label={say('{category}的文章', { category: title })} isOn={wish.onlyCategories.includes(_id)} onToggle={() => setWish((before) => ({ ...before, onlyCategories: toggle(before.onlyCategories, _id) }))} />)}
          </Flex>
        </Labelled>
        {problem === true ? null : <Notice tone="caution">{say(problem)}</Notice>}
        {plan && !plan.isSeen ? <Notice tone="caution">{say('這則橫幅沒有一個按鈕是這些讀者點得到的，讀者看不到。')}</Notice> : null}
        {plan?.isSeen && sentence ? <Notice tone="primary" testId="swap-sentence">{sentence}</Notice> : null}
        {failure ? <Notice tone="critical">{failure}</Notice> : null}
      </Stack>
    </Dialog>
  )
}

/** The banner as pages would read it; undefined while something is missing. */
const newBanner = (begun: NewBanner, id: string): Banner | undefined =>
  Object.keys(newBannerProblems(begun)).length === 0 ? bannerSchema.safeParse({ _rev: '', ...bannerDocument(begun, id, 'action') }).data : undefined

function BannerFields({ banner, onBanner }: { banner: NewBanner; onBanner: (banner: NewBanner) => void }) {
  const say = useSay()
  const problems = newBannerProblems(banner)
  const text = (name: 'tag' | 'brief' | 'copy' | 'text' | 'url' | 'sponsor' | 'risk' | 'riskBrief', label: string, isLong = false) => (
    <Field label={label} problem={banner[name] ? say(problems[name] ?? '') : undefined}>
      {(id) => {
        const change = ({ currentTarget }: { currentTarget: { value: string } }) => onBanner({ ...banner, [name]: currentTarget.value })
        return isLong ? <TextArea id={id} rows={2} value={banner[name]} onChange={change} /> : <TextInput id={id} value={banner[name]} onChange={change} />
      }}
    </Field>
  )
  return (
    <Card border radius={2} padding={3}>
      <Stack gap={4}>
        {text('tag', say('標籤'))}
        {text('brief', say('短句（最多 {n} 個全形字）', { n: briefLimit }))}
        {text('copy', say('文案（可以不填）'), true)}
        {text('text', say('按鈕文字'))}
        {text('url', say('按鈕的網址'))}
        <Field label={say('揭露')}>
          {(id) => (
            <Select id={id} value={banner.kind} onChange={({ currentTarget }) => onBanner({ ...banner, kind: disclosureKinds.find(({ value }) => value === currentTarget.value)?.value ?? banner.kind })}>
              {disclosureKinds.map(({ value, title }) => <option key={value} value={value}>{say(title)}</option>)}
            </Select>
          )}
        </Field>
        {text('sponsor', say('誰的'))}
        <Tick label={say('金融商品（交易、投資或借貸）')} isOn={banner.isFinancial} onToggle={() => onBanner({ ...banner, isFinancial: !banner.isFinancial })} />
        {banner.isFinancial ? text('risk', say('風險警語'), true) : null}
        {banner.isFinancial ? text('riskBrief', say('風險短語')) : null}
      </Stack>
    </Card>
  )
}

/** A box with its label; the label is bound to what `children` draw with the id. */
function Field({ label, problem, children }: { label: string; problem?: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <Stack gap={3}>
      <Text as="label" size={1} weight="medium" htmlFor={id}>{label}</Text>
      {children(id)}
      {problem ? <Text size={1} role="alert">{problem}</Text> : null}
    </Stack>
  )
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => <Stack gap={3}><Text size={1} weight="medium">{label}</Text>{children}</Stack>

function Tick({ label, isOn, onToggle }: { label: string; isOn: boolean; onToggle: () => void }) {
  const id = useId()
  return (
    <Flex as="label" align="center" gap={2}>
      <Checkbox id={id} checked={isOn} onChange={onToggle} />
      <Text size={1}>{label}</Text>
    </Flex>
  )
}

const Notice = ({ tone, testId, children }: { tone: 'primary' | 'caution' | 'critical'; testId?: string; children: ReactNode }) => (
  <Card padding={3} radius={2} tone={tone} border><Text as="output" size={1} data-testid={testId}>{children}</Text></Card>
)
