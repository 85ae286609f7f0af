import { useMemo } from 'react'
import { useCurrentLocale } from 'sanity'
import { translateIn, type Translate } from './translate.ts'

/** Our own words in the language that this person has chosen. */
export const useTranslate = (): Translate => {
  const { id } = useCurrentLocale()
  return useMemo(() => translateIn(id), [id])
}
