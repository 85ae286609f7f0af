import type { SanityClient } from '@sanity/client'
import { useEffect, useState } from 'react'
import { useClient, useCurrentUser, usePerspective, useSetPerspective } from 'sanity'
import { z } from 'zod'
import { useTranslate } from '../locale/use-translate.ts'
import { DocumentRow, Rows } from './document-row.tsx'
import { draftsEditedBy, readLog } from './my-drafts.ts'
import { apiVersion } from '../api-version.ts'
import { useLiveAnswer } from '../live-answer.ts'
import { editedTypes } from './edited-types.ts'

const draft = z.object({ _id: z.string(), _type: z.string(), isPublished: z.boolean() })

// Two hundred is what one question to the log may name.
const drafts = {
  query:
    '*[_id in path("drafts.**") && _type in $types] | order(dateTime(_updatedAt) desc, _id asc)[0...200]{_id, _type, "isPublished": defined(*[_id == string::split(^._id, "drafts.")[1]][0]._id)}',
  listen: '*[_type in $types]',
  schema: z.array(draft),
  perspective: 'raw',
} as const

/** 我的草稿: what this person has typed and not published. Anyone who looked at what is published looks at drafts from here on: there none of these is. */
export function MyDraftsPane() {
  const { selectedPerspectiveName } = usePerspective()
  const setPerspective = useSetPerspective()
  useEffect(() => {
    if (selectedPerspectiveName === 'published') setPerspective('drafts')
  }, [selectedPerspectiveName, setPerspective])
  const translate = useTranslate()
  const person = useCurrentUser()?.id
  const client = useClient({ apiVersion })
  const all = useLiveAnswer({ ...drafts, params: { types: editedTypes } })
  const [mine, setMine] = useState<readonly z.infer<typeof draft>[]>()
  useEffect(() => {
    if (!all || !person) return undefined
    let isCurrent = true
    const ids = all.map(({ _id }) => _id)
    draftsOf(person, ids, client)
      .then((edited) => isCurrent && setMine(all.filter(({ _id }) => edited.includes(_id))))
      .catch((error: unknown) => console.error(error))
    return () => {
      isCurrent = false
    }
  }, [all, person, client])
  return (
    <Rows count={mine?.length} empty={translate('你沒有未發布的草稿')}>
      {mine?.map(({ _id, _type, isPublished }) => (
        <DocumentRow key={_id} id={_id} type={_type} state={translate(isPublished ? '有未發布的修改' : '還沒發布')} />
      ))}
    </Rows>
  )
}

/** Asks the lake's log who typed in which. */
async function draftsOf(person: string, drafts: readonly string[], client: SanityClient): Promise<string[]> {
  if (drafts.length === 0) return []
  const url = `/data/history/${client.config().dataset}/transactions/${drafts.join(',')}`
  return draftsEditedBy(
    person,
    drafts,
    readLog(await client.request<string>({ url, query: { excludeContent: 'true' } })),
  )
}
