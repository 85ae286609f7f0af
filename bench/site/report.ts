import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { chart, type Group } from './chart.ts'
import { elsewhere, type elsewhereResult } from './elsewhere.ts'
import type { Latency, Spread } from './figures.ts'
import { fire, type fireResult } from './fire.ts'
import { freshness, type freshnessResult } from './freshness.ts'
import { goalsOf, short } from './goals.ts'
import { lighthouse, type lighthouseResult } from './lighthouse.ts'
import { load, type loadResult } from './load.ts'
import { BenchError, describeMachine, versions } from './machine.ts'
import { memory, type memoryResult } from './memory.ts'
import { readResult } from './results.ts'
import { typing, type typingResult } from './typing.ts'
import { validate, type validateResult } from './validate.ts'
import { wire, type wireResult } from './wire.ts'
import { projectFolder } from './work-folder.ts'

const folder = join(projectFolder, 'docs', 'bench')

/** Writes docs/bench/README.md and site.svg from the figures kept last. Parts that were never measured are left out. Throws BenchError when none was. */
export function writeReport(): void {
  const kept = {
    load: readResult(load),
    memory: readResult(memory),
    wire: readResult(wire),
    lighthouse: readResult(lighthouse),
    validate: readResult(validate),
    freshness: readResult(freshness),
    elsewhere: readResult(elsewhere),
    typing: readResult(typing),
    fire: readResult(fire),
  }
  const days = [...new Set(Object.values(kept).flatMap((each) => (each ? [each.date.slice(0, 10)] : [])))].toSorted()
  if (days.length === 0) throw new BenchError('nothing has been measured here yet')
  const goals = goalsOf({
    load: kept.load?.result,
    memory: kept.memory?.result,
    lighthouse: kept.lighthouse?.result,
    validate: kept.validate?.result,
    freshness: kept.freshness?.result,
    elsewhere: kept.elsewhere?.result,
    typing: kept.typing?.result,
  })
  mkdirSync(folder, { recursive: true })
  if (kept.load)
    writeFileSync(
      join(folder, 'site.svg'),
      chart('Lakeside beside nginx and a bare Next project', groupsOf(kept.load.result)),
    )
  const parts = [
    head(days),
    table(
      ['what', 'goal', 'measured', ''],
      goals.map(({ what, goal, got, met }) => [what, goal, got, met ? 'met' : '**missed**']),
    ),
    kept.load && aboutLoad(kept.load.result),
    kept.memory && aboutMemory(kept.memory.result),
    kept.wire && aboutWire(kept.wire.result),
    kept.lighthouse && aboutLighthouse(kept.lighthouse.result),
    kept.validate && aboutValidate(kept.validate.result),
    kept.freshness && aboutFreshness(kept.freshness.result),
    kept.elsewhere && aboutElsewhere(kept.elsewhere.result),
    kept.typing && aboutTyping(kept.typing.result),
    kept.fire && aboutFire(kept.fire.result),
  ]
  writeFileSync(join(folder, 'README.md'), `${parts.filter((part) => part !== undefined).join('\n\n')}\n`)
}

const head = (days: readonly string[]): string => `# Measured

Written by \`npm run bench:site\`, which measures everything again on the machine it runs on (Linux, two cores, about a quarter of an hour).
It needs wrk, nginx, taskset, Java and Chromium, and names the command that installs what is missing. What only it needs from npm stands in
\`bench/tools\` with a lockfile of its own. \`npm run bench:site -- load fire\` measures those parts alone, \`-- --quick\` shows in a minute or two whether the bench works and writes nothing.

Machine: ${describeMachine()}. Measured: ${days.join(', ')}. ${versions()}.

Figures of one machine say little; ratios between servers measured side by side in one run say more.`

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')
}

const ms = (value: number) => `${short(value)} ms`
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
const withRange = ({ median, min, max }: Spread) => `${short(median)} (${short(min)}–${short(max)})`
const tails = ({ p50, p95, p99, max }: Latency) => [ms(p50), ms(p95), ms(p99), ms(max)]

const aboutLoad = ({
  connections,
  seconds,
  rounds,
  contenders,
}: z.infer<typeof loadResult>): string => `## Beside nginx and a bare Next project

![Requests a second, slowest answers, memory](site.svg)

The sample's long article. Each server has one core and wrk the other; ${connections} connections, ${rounds} rounds of ${seconds} s, the servers in turn within each round; the median
of the rounds, and in brackets the least and the greatest. nginx sends Lakeside's very bytes, compressed beforehand, from open files. The bare Next project is one
prerendered page with the same body and Next's own compression; its answer is larger because the page carries its words a second time, for its script.

${table(
  ['', ...contenders.map(({ name }) => name)],
  [
    ['body, compressed', ...contenders.map(({ bytes }) => kilobytes(bytes.gzip))],
    ['requests/s, compressed', ...contenders.map(({ gzip }) => withRange(gzip.perSecond))],
    ['p50, ms', ...contenders.map(({ gzip }) => withRange(gzip.p50))],
    ['p99, ms', ...contenders.map(({ gzip }) => withRange(gzip.p99))],
    ['body, plain', ...contenders.map(({ bytes }) => kilobytes(bytes.plain))],
    ['requests/s, plain', ...contenders.map(({ plain }) => withRange(plain.perSecond))],
    ['p50, ms', ...contenders.map(({ plain }) => withRange(plain.p50))],
    ['p99, ms', ...contenders.map(({ plain }) => withRange(plain.p99))],
    ['first byte on one connection, p50', ...contenders.map(({ firstByte }) => ms(firstByte.p50))],
    ['the same, p99', ...contenders.map(({ firstByte }) => ms(firstByte.p99))],
    [
      'resident memory before, after',
      ...contenders.map(({ memory }) => `${short(memory.before)}, ${short(memory.after)} MB`),
    ],
    ['answers that failed', ...contenders.map(({ gzip, plain }) => String(gzip.failed + plain.failed))],
  ],
)}`

const aboutMemory = ({
  articles,
  before,
  resident,
  first,
  again,
}: z.infer<typeof memoryResult>): string => `## Many articles in memory

${articles} copies of the long article, published by the real client into a fresh lake, each page asked for compressed in both ways. Resident memory of everything that
\`npm start\` started, threads and launcher included: ${short(resident.started)} MB after the first page, ${short(resident.written)} MB when these and ${before} more were written and the
pages of the ${before} were made, ${short(resident.warm)} MB when all were finished, ${short(resident.loaded)} MB after wrk had asked for one of them as fast as it could, ${short(resident.rested)} MB
when nobody had edited for five minutes and the processes that work for editors had ended. What processes share counts once (proportional set size).

${table(
  ['one asked after the other', 'p50', 'p95', 'p99', 'slowest'],
  [
    ['made for the first reader', ...tails(first)],
    ['sent again', ...tails(again)],
  ],
)}`

const aboutWire = ({ pages }: z.infer<typeof wireResult>): string => `## On the wire

A phone's first visit in Chromium, headers included, pictures in view only.

${table(
  ['page', 'requests', 'bytes', 'of which HTML', 'script files'],
  pages.map(({ page, requests, bytes, document, scripts }) => [
    page,
    String(requests),
    kilobytes(bytes),
    kilobytes(document),
    String(scripts),
  ]),
)}`

const aboutLighthouse = ({ version, rounds, pages }: z.infer<typeof lighthouseResult>): string => `## Lighthouse

Lighthouse ${version}, mobile, its own simulated network; of ${rounds} rounds the worst score and the median paint.

${table(
  [
    'page',
    'performance',
    'accessibility',
    'best practices',
    'SEO',
    'largest contentful paint',
    'layout shift',
    'not passed',
  ],
  pages.map(({ page, scores, largestPaint, layoutShift, failed }) => [
    page,
    ...Object.values(scores).map(String),
    ms(largestPaint.median),
    short(layoutShift),
    failed.join(', ') || 'none',
  ]),
)}`

const aboutValidate = ({
  pages,
  errors,
  newerStyle,
  warnings,
  messages,
}: z.infer<typeof validateResult>): string => `## Nu validator

Every address of the sitemap, a further page of a list and a page that is not there: ${pages} pages, ${errors} errors, ${warnings} warnings; ${newerStyle} messages more
about CSS that browsers have and the validator does not know yet (the list stands in bench/site/validate.ts).${messages.length > 0 ? `\n\n${messages.map((message) => `- ${message}`).join('\n')}` : ''}`

const aboutFreshness = ({
  rate,
  edits,
  answers,
  failed,
  olderInAll,
  fresh,
  latency,
}: z.infer<typeof freshnessResult>): string => `## True now, under load

${rate} questions a second for front page, category and article, answered or not, while ${edits} edits to article, link list, banner, category and settings were published by the real client.
Every page of the sitemap had been asked for once before. One process asks and edits, so "begun after the publish was answered" is an order and no comparison of clocks. Of ${answers.toLocaleString('en')} answers ${olderInAll} held older words, ${failed} failed.

${table(
  ['', 'p50', 'p95', 'p99', 'slowest'],
  [
    ['from a publish to the whole first page with its words', ...tails(fresh)],
    ['every answer, from when its question was due', ...tails(latency)],
  ],
)}`

const aboutElsewhere = ({
  sites,
  edits,
  sinceSent,
  sinceAnswered,
}: z.infer<typeof elsewhereResult>): string => `## With the lake elsewhere

\`lake serve\` in a process of its own, ${sites} sites in front of it, ${edits} edits. The event lies between the sending of a publish and its answer.

${table(
  ['until a site shows the new words', 'p50', 'p95', 'p99', 'slowest'],
  [
    ['since the publish was sent', ...tails(sinceSent)],
    ['since the editor was answered', ...tails(sinceAnswered)],
  ],
)}`

const aboutTyping = ({
  between,
  single,
  burst,
  paragraph,
}: z.infer<typeof typingResult>): string => `## Typing beside the preview

The real Studio with the long article beside its form, in Chromium on the same two cores: from a key to its sign standing in the page. Bursts are two to three
seconds of typing with ${between} ms between keys; their last key is timed, because everything before it is still being saved and drawn.

${table(
  ['', 'p50', 'p95', 'p99', 'slowest'],
  [
    [`a key after a rest (${single.count})`, ...tails(single)],
    [`the last key of a burst in the title (${burst.count})`, ...tails(burst)],
    [`the same in a paragraph (${paragraph.count})`, ...tails(paragraph)],
  ],
)}`

const aboutFire = ({ rate, each }: z.infer<typeof fireResult>): string => `## Under fire

What a normal reader waits for the article, asking ${rate} times a second, while others misbehave.

${table(
  ['meanwhile', 'p50', 'p95', 'p99', 'slowest', 'failed', 'resident memory'],
  each.map(({ name, reader, failed, resident }) => [name, ...tails(reader), String(failed), `${short(resident)} MB`]),
)}

Where something was published each second: from the answer to the publish to the whole page, for the article, the front page and the authors.

${table(
  ['meanwhile', 'p50', 'p95', 'p99', 'slowest', 'failed'],
  each.flatMap(({ name, renewed }) => (renewed ? [[name, ...tails(renewed.fresh), String(renewed.failed)]] : [])),
)}

Where the lake was flooded: what an editor waited for a save and for a question of the Studio’s kind, once a second each.

${table(
  ['meanwhile', 'save p50', 'slowest', 'question p50', 'slowest', 'failed'],
  each.flatMap(({ name, worked }) =>
    worked
      ? [
          [
            name,
            `${short(worked.saved.p50)} ms`,
            `${short(worked.saved.max)} ms`,
            `${short(worked.asked.p50)} ms`,
            `${short(worked.asked.max)} ms`,
            String(worked.failed),
          ],
        ]
      : [],
  ),
)}

${each.map(({ name, sent }) => `- ${name}: ${sent}`).join('\n')}`

function groupsOf({ contenders }: z.infer<typeof loadResult>): Group[] {
  const bars = (value: (contender: (typeof contenders)[number]) => number, unit: string) =>
    contenders.map((contender) => ({
      label: contender.name,
      value: value(contender),
      text: `${short(value(contender))}${unit}`,
      isOurs: contender.name === 'Lakeside',
    }))
  return [
    {
      title: 'Requests a second',
      note: 'one core, 16 connections, compressed; more is better',
      bars: bars(({ gzip }) => gzip.perSecond.median, ''),
    },
    {
      title: 'The slowest hundredth (p99)',
      note: 'milliseconds, compressed; less is better',
      bars: bars(({ gzip }) => gzip.p99.median, ' ms'),
    },
    {
      title: 'Resident memory after load',
      note: 'megabytes, the whole process with its children; less is better',
      bars: bars(({ memory }) => memory.after, ' MB'),
    },
  ]
}
