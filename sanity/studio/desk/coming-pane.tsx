import { publicationZone } from '#lib/locales.ts'
import { instantInWords } from '#lib/validation/period.ts'
import { useSay } from '../locale/use-say.ts'
import { comingDays, comingUp, timetable } from './coming.ts'
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

const none = {}

/** 即將上檔與下檔: what comes and goes by itself in the next two weeks. */
export function ComingPane() {
  const say = useSay()
  const now = useNow()
  const all = useLiveAnswer({ ...running, params: none })
  const coming = all && comingUp(all, now)
  return (
    <Rows count={coming?.length} empty={say('接下來 {n} 天沒有要上檔或下檔的', { n: comingDays })}>
      {coming?.map(({ id, type, what, at }) => (
        <DocumentRow
          key={`${id} ${what}`}
          id={id}
          type={type}
          note={say(what === 'starts' ? '{when} 上檔' : '{when} 下檔', { when: instantInWords(at.toISOString(), publicationZone) })}
        />
      ))}
    </Rows>
  )
}
