import { useState } from 'react'
import { publicationZone } from '#lib/settings/locales.ts'
import { instantInWords } from '#lib/time/period.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { bookedSlots, bookedSlotsSchema, comingDays, comingUp, timetable, withTruth, type Coming } from './coming.ts'
import { DocumentRow, Rows } from './document-row.tsx'
import { useLiveAnswer } from '../live-answer.ts'
import { useNow } from '../use-now.ts'

// Of what readers are served only: a draft comes and goes when somebody publishes it.
const running = {
  query: `{
    "placements": *[_type == "placement" && !(_id in path("drafts.**")) && !(_id in path("versions.**")) && paused != true && (defined(startsAt) || defined(endsAt))]{_id, startsAt, endsAt},
    "due": *[_type == "dueWork"]{documentId, documentType, kind, at}
  }`,
  listen: '*[_type in ["placement", "dueWork"]]',
  schema: timetable,
  perspective: 'raw',
} as const

/** The slots of these: what is covered by a higher one starts for nobody. */
const booked = {
  query: bookedSlots,
  listen: '*[_type in ["slot", "placement", "banner"]]',
  schema: bookedSlotsSchema,
  perspective: 'published',
} as const

const none = {}

/** A placement starts and ends, a document is published and taken down: the words of the buttons that set it. */
const sentences = {
  placement: { starts: '{when} 上檔', ends: '{when} 下檔' },
  due: { starts: '{when} 發布', ends: '{when} 取消發布' },
} as const

/** 即將上檔與下檔: what comes and goes by itself in the next two weeks. */
export function ComingPane() {
  const translate = useTranslate()
  const now = useNow()
  const all = useLiveAnswer({ ...running, params: none })
  const [since] = useState(() => new Date().toISOString())
  const slots = useLiveAnswer({ ...booked, params: { now: since } })
  const coming = all && slots && withTruth(comingUp(all, now), slots, window.location.origin)
  const noteOf = ({ what, isDue, at, covered, instead = [] }: Coming) => {
    const when = translate(sentences[isDue ? 'due' : 'placement'][what], {
      when: instantInWords(at.toISOString(), publicationZone),
    })
    if (!covered) return when
    return `${when}｜${instead.length > 0 ? translate('被蓋住，讀者看到的是{shown}', { shown: instead.map((tag) => translate('「{tag}」', { tag })).join(translate('、')) }) : translate('讀者看不到')}`
  }
  return (
    <Rows
      count={coming?.length}
      empty={translate('接下來 {n} 天沒有要上檔、下檔、發布或取消發布的', { n: comingDays })}
    >
      {coming?.map((each) => (
        <DocumentRow key={`${each.id} ${each.what} ${each.isDue}`} id={each.id} type={each.type} note={noteOf(each)} />
      ))}
    </Rows>
  )
}
