import { Text } from '@sanity/ui'
import { useMemo } from 'react'
import { useCurrentUser } from 'sanity'
import { mayWriteIn } from '#sanity/roles.ts'
import { mendableTypes, openLinks } from './open-links.ts'
import { useLiveAnswer } from '../live-answer.ts'

const none = {}

/** The sign of 連結待補 in the first list: how many there are now. Titles of lists can't change while they stand; signs are components. */
export function OpenLinksSign() {
  const roles = useCurrentUser()?.roles
  const question = useMemo(() => openLinks(mendableTypes((type) => mayWriteIn(roles ?? [], type))), [roles])
  const count = useLiveAnswer({ ...question, params: none })
  return (
    <Text as="span" data-testid="open-links-count" size={1} weight="semibold">
      {count ?? '…'}
    </Text>
  )
}
