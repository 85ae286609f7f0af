import { TranslateIcon } from '@sanity/icons/Translate'
import { Button, Flex } from '@sanity/ui'
import { useEffect } from 'react'
import { useCurrentLocale, useLocale, type LayoutProps, type ToolMenuProps } from 'sanity'

/**
 * For `studio.components.layout`: opens the Studio again when the person chooses another language than the schema is written in, because
 * titles and descriptions of fields are strings of the schema, which is made once. Nothing is lost: drafts are saved as they are typed.
 */
export const sameLanguage = (written: string) =>
  function SameLanguage(props: LayoutProps) {
    const { id } = useCurrentLocale()
    useEffect(() => {
      if (id !== written) window.location.reload()
    }, [id])
    return props.renderDefault(props)
  }

const names: Readonly<Record<string, string>> = { 'zh-TW': '繁體中文', 'en-US': 'English' }

/** For `studio.components.toolMenu`: the other language, by its own name. Sanity's own choice is switched off in its code until schemas can follow; ours do. */
export function ToolsAndLanguage(props: ToolMenuProps) {
  const { currentLocale, locales, changeLocale } = useLocale()
  const isBar = props.context === 'topbar'
  return (
    <Flex direction={isBar ? 'row' : 'column'} align={isBar ? 'center' : 'stretch'} gap={1}>
      {props.renderDefault(props)}
      {locales
        .filter(({ id }) => id !== currentLocale.id && names[id])
        .map(({ id }) => (
          <Button
            key={id}
            lang={id}
            mode="bleed"
            icon={TranslateIcon}
            justify="flex-start"
            fontSize={1}
            padding={2}
            text={names[id]}
            data-testid={`language-${id}`}
            onClick={() => void changeLocale(id)}
          />
        ))}
    </Flex>
  )
}
