import { z } from 'zod'
import { chooseBanner } from '#lib/promotion/choose-banner.ts'
import { parseTolerant } from '#lib/page/parts.ts'
import { answer } from '#sanity/lake/engine/evaluate.ts'
import { makeView } from '#sanity/lake/engine/perspective.ts'
import { prepare } from '#sanity/lake/engine/prepare.ts'
import { stored } from '#sanity/lake/engine/testing.ts'
import { slotBannersFragment, slotFragment, slotSchema } from '#components/slot/slot.groq.ts'

// `node bench/placements.ts` prints what 10,000 placements in one slot cost: the question in the embedded lake, reading the answer, the choice.

const PLACEMENTS = 10_000
const ROUNDS = 60
const START = Date.parse('2026-01-01T00:00:00.000Z')
const DAY = 86_400_000

const banners = Array.from({ length: 20 }, (_, index) =>
  stored({
    _id: `banner-${index}`,
    _type: 'banner',
    tag: `標籤 ${index}`,
    brief: '短句',
    points: ['一', '二'],
    callsToAction: [
      { _key: 'a', text: '註冊', destination: { reference: { _ref: 'article-a' } } },
      { _key: 'b', text: '下載', destination: { url: 'https://example.com' } },
    ],
    disclosure: { kind: 'own', sponsor: 'Lakeside' },
  }),
)
const others = [
  stored({ _id: 'slot-a', _type: 'slot', key: 'a', fallback: { _ref: 'banner-0' } }),
  stored({ _id: 'article-a', _type: 'article', title: '文章', slug: { current: 'a' } }),
]

type Period = { from: number; until: number }

/** How 10,000 placements come to be in one slot. Days from now. */
const scenarios: { name: string; period: (index: number) => Period }[] = [
  {
    name: 'a week each, one begins every nine hours, five years back and five ahead',
    period: (index) => ({ from: (index - PLACEMENTS / 2) * 0.37, until: (index - PLACEMENTS / 2) * 0.37 + 7 }),
  },
  ...[100, 1000, PLACEMENTS].map((running) => ({
    name: `${running} of them run, the others have ended`,
    period: (index: number) =>
      index < running ? { from: -(index % 900), until: 1 + (index % 300) } : { from: -1000, until: -2 - (index % 300) },
  })),
]

/** Every fifth has hours, every seventh a weight. */
const placements = (period: (index: number) => Period) =>
  Array.from({ length: PLACEMENTS }, (_, index) => {
    const { from, until } = period(index)
    return stored({
      _id: `placement-${String(index).padStart(6, '0')}`,
      _type: 'placement',
      slot: { _type: 'reference', _ref: 'slot-a' },
      banner: { _type: 'reference', _ref: `banner-${index % 20}` },
      startsAt: new Date(START + from * DAY).toISOString(),
      endsAt: new Date(START + until * DAY).toISOString(),
      priority: index % 5,
      ...(index % 5 === 0 ? { days: ['mon', 'thu'], hoursFrom: '09:00', hoursTo: '18:00' } : {}),
      ...(index % 7 === 0 ? { weight: 1 + (index % 3) } : {}),
    })
  })

const query = `*[_type == "slot" && key == "a"] | order(_id asc) {${slotFragment}}{${slotBannersFragment}}`
const schema = z.array(slotSchema)

/** What the work costs where nothing else runs: a busy machine only adds to it. */
const fastest = (times: readonly number[]) => Math.min(...times)

async function timed<T>(times: number[], work: () => T | Promise<T>): Promise<T> {
  const begun = performance.now()
  const result = await work()
  times.push(performance.now() - begun)
  return result
}

for (const { name, period } of scenarios) {
  const view = makeView(
    'published',
    [...banners, ...others, ...placements(period)].toSorted((a, b) => (a._id < b._id ? -1 : 1)),
  )
  const times = {
    prepare: [] as number[],
    query: [] as number[],
    json: [] as number[],
    zod: [] as number[],
    choice: [] as number[],
  }
  let stood = 0
  for (let round = -3; round < ROUNDS; round += 1) {
    const now = new Date(START + round)
    const into = (name: keyof typeof times): number[] => (round < 0 ? [] : times[name])
    const prepared = await timed(into('prepare'), () => prepare(query, { now: now.toISOString() }))
    const { result } = await timed(into('query'), () => answer(prepared, { view, now, identity: '' }))
    const wire: unknown = await timed(into('json'), () => JSON.parse(JSON.stringify(result)))
    const parsed = await timed(into('zod'), () => parseTolerant(schema, wire))
    const [slot] = parsed.ok ? parsed.data : []
    if (!slot) throw new Error(`The slot can't be read: ${JSON.stringify(parsed.findings.slice(0, 3))}`)
    const choice = await timed(into('choice'), () =>
      chooseBanner(slot, { now, zone: 'Asia/Taipei', locale: 'zh-TW', article: null, category: null }),
    )
    stood = choice.alternatives.length
  }
  const figures = Object.entries(times).map(([step, each]) => `${step} ${fastest(each).toFixed(2)}`)
  process.stdout.write(
    `${PLACEMENTS} placements, ${name}; ${stood} stand: ${figures.join(', ')} ms (fastest of ${ROUNDS})\n`,
  )
}
