import { ClockIcon } from '@sanity/icons/Clock'
import { useState } from 'react'
import { definePlugin, getPublishedId, type DocumentActionComponent, type DocumentBadgeComponent } from 'sanity'
import { dueInWords, dueTypes } from '#lib/validation/due.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { useMayWrite } from '../may-write.ts'
import { DueDialog } from './due-dialog.tsx'
import { useDueTimes } from './use-due-times.ts'

const DueAction: DocumentActionComponent = ({ id, type, draft, published }) => {
  const translate = useTranslate()
  const [isOpen, setOpen] = useState(false)
  const documentId = getPublishedId(id)
  const due = useDueTimes(documentId)
  const mayWrite = useMayWrite('dueWork', type)
  if (!mayWrite) return null
  const close = () => setOpen(false)
  return {
    label: translate('排程發布與取消發布'),
    icon: ClockIcon,
    disabled: !due || (!draft && !published),
    onHandle: () => setOpen(true),
    dialog: isOpen &&
      due !== undefined && {
        type: 'custom',
        component: (
          <DueDialog
            subject={{ documentId, documentType: type, hasDraft: draft !== null, isPublished: published !== null }}
            before={due.times}
            onClose={close}
          />
        ),
      },
  }
}

const DueBadge: DocumentBadgeComponent = ({ id }) => {
  const translate = useTranslate()
  const due = useDueTimes(getPublishedId(id))
  const [now] = useState(() => new Date())
  const words = due ? translate(dueInWords(due.times, { timeZone: publicationZone, now })) : ''
  if (!due || !words) return null
  return due.problem
    ? { label: translate('排程沒有執行'), title: translate(due.problem), color: 'danger' }
    : { label: words, title: translate('排程（台北時間）：{words}', { words }), color: 'primary' }
}

/** Publish at, take down at: set and cancelled in the menu beside 發布, shown beside the document's state. Only where the lake does due work. */
export const due = definePlugin({
  name: 'due',
  document: {
    actions: (actions, { schemaType }) => (dueTypes.includes(schemaType) ? [...actions, DueAction] : actions),
    badges: (badges, { schemaType }) => (dueTypes.includes(schemaType) ? [...badges, DueBadge] : badges),
  },
})
