import { setTimeout as wait } from 'node:timers/promises'
import { newBanner } from './support/documents.ts'
import { articlePath, expect, test } from './support/test.ts'

type Period = { name: string; startsAt: number; endsAt: number }
type Answer = { asked: number; answered: number; status: number; shown: string; cache: string }

/** What stands at an instant, in a slot whose placements follow each other. */
const standingAt = (periods: readonly Period[], instant: number): string =>
  periods.find(({ startsAt, endsAt }) => startsAt <= instant && instant < endsAt)?.name ?? 'none'

/**
 * What may stand in an answer: whatever stood at some instant between the request and the first byte. A page that is late in the making on a
 * busy machine may be stood in for by the one before, without its ended banners, and says so: then a start may be late, an end never.
 */
const allowed = (periods: readonly Period[], { asked, answered, cache }: Answer): string[] => {
  const changes = periods
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .filter((edge) => edge > asked && edge <= answered)
  return [
    ...[asked, ...changes].map((instant) => standingAt(periods, instant)),
    ...(cache.includes('detail=stale') ? ['none'] : []),
  ]
}

/** Asks every 20 ms, whether or not the last answer is there yet, until an instant. */
async function poll(url: string, until: number): Promise<Answer[]> {
  const answers: Promise<Answer>[] = []
  const ask = async (): Promise<Answer> => {
    const asked = Date.now()
    const response = await fetch(url)
    const answered = Date.now() // the headers come with the first byte
    const names = new Set((await response.text()).match(/第.號檔/g) ?? ['none'])
    return {
      asked,
      answered,
      status: response.status,
      shown: [...names].join(' and '),
      cache: response.headers.get('cache-status') ?? '',
    }
  }
  while (Date.now() < until) {
    answers.push(ask())
    await wait(20)
  }
  return Promise.all(answers)
}

/**
 * Reads other pages without a pause, until an instant.
 * @returns how many.
 */
async function read(urls: readonly string[], until: number): Promise<number> {
  let pages = 0
  while (Date.now() < until) for (const url of urls) pages += (await (await fetch(url)).text()).length > 0 ? 1 : 0
  return pages
}

test('over twenty boundaries, asked every 20 ms under load, no answer is outside a period, and nobody publishes', async ({
  site,
}) => {
  const begin = Date.now() + 3_000
  // One after another with gaps in the article; without any on the front page, where an end is the next one's start.
  const rows = (names: string, first: number, step: number, length: number): Period[] =>
    [...names].map((name, index) => ({
      name: `第${name}號檔`,
      startsAt: begin + first + index * step,
      endsAt: begin + first + index * step + length,
    }))
  const slots = [
    { slot: 'slot-app-download', path: articlePath, periods: rows('甲乙丙丁戊己', 0, 2_000, 1_200) },
    { slot: 'slot-front-inline', path: '/zh-TW', periods: rows('子丑寅卯辰巳', 250, 1_700, 1_700) },
  ]
  const transaction = site.client.transaction()
  for (const { slot, periods } of slots) {
    for (const [index, { name, startsAt, endsAt }] of periods.entries()) {
      const id = `${slot}-${index}`
      const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() }
      transaction.create(newBanner(`banner-${id}`, name)).create({
        _id: `placement-${id}`,
        _type: 'placement',
        banner: { _type: 'reference', _ref: `banner-${id}` },
        slot: { _type: 'reference', _ref: slot },
        priority: 5,
        ...times,
      })
    }
  }
  await transaction.commit()
  expect(Date.now()).toBeLessThan(begin) // everything is published before the first boundary

  const until = Math.max(...slots.flatMap(({ periods }) => periods.map(({ endsAt }) => endsAt))) + 500
  const others = [
    '/zh-TW/academy',
    '/zh-TW/academy/research-analysis',
    '/zh-TW/authors',
    '/zh-TW/disclosure',
    '/no-such-page',
  ].map((path) => `${site.url}${path}`)
  const [answers, ...readers] = await Promise.all([
    Promise.all(slots.map(({ path }) => poll(`${site.url}${path}`, until))),
    ...Array.from({ length: 4 }, () => read(others, until)),
  ])

  for (const [index, { slot, periods }] of slots.entries()) {
    const seen = answers[index] ?? []
    expect(
      seen.filter(({ status }) => status !== 200),
      site.errors(),
    ).toEqual([])
    expect(
      seen.filter((answer) => !allowed(periods, answer).includes(answer.shown)),
      slot,
    ).toEqual([])
    expect(new Set(seen.map(({ shown }) => shown)), slot).toEqual(new Set(['none', ...periods.map(({ name }) => name)]))
    // Each boundary was looked at from both sides, within the time that a busy machine takes to answer; and pages were kept between them.
    for (const edge of periods.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])) {
      expect(
        seen.some(({ answered }) => answered < edge && answered > edge - 300),
        `${slot} before ${edge}`,
      ).toBe(true)
      expect(
        seen.some(({ asked }) => asked >= edge && asked < edge + 300),
        `${slot} after ${edge}`,
      ).toBe(true)
    }
    expect(seen.filter(({ cache }) => cache.endsWith('hit')).length, slot).toBeGreaterThan(seen.length / 2)
  }
  expect(Math.min(...readers)).toBeGreaterThan(20)
})
