import { useEffect } from 'react'
import { useCurrentLocale, type LayoutProps } from 'sanity'

/**
 * The Studio's layout, opened anew when the person chooses another language than the schema is written in: titles and descriptions of
 * fields are strings of the schema, which is made once. Nothing is lost, drafts are saved as they are typed.
 */
export const sameLanguage = (written: string) =>
  function SameLanguage(props: LayoutProps) {
    const { id } = useCurrentLocale()
    useEffect(() => {
      if (id !== written) window.location.reload()
    }, [id])
    return props.renderDefault(props)
  }
