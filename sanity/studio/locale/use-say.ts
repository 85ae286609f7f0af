import { useMemo } from 'react'
import { useCurrentLocale } from 'sanity'
import { sayIn, type Say } from './say.ts'

/** Our own words in the language that this person has chosen. */
export const useSay = (): Say => {
  const { id } = useCurrentLocale()
  return useMemo(() => sayIn(id), [id])
}
