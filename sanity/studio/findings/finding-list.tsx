import { ErrorOutlineIcon } from '@sanity/icons/ErrorOutline'
import { WarningOutlineIcon } from '@sanity/icons/WarningOutline'
import { Card, Flex, Stack, Text } from '@sanity/ui'
import { IntentLink } from 'sanity/router'
import type { DocumentFinding } from '#lib/validation/findings.ts'
import { useTranslate } from '../locale/use-translate.ts'

type Props = { document: { id: string; type: string }; findings: readonly DocumentFinding[] }

/** Findings of one document, each a link to the field where it is mended. */
export function FindingList({ document: { id, type }, findings }: Props) {
  const translate = useTranslate()
  return (
    <Stack as="ul" gap={2} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {findings.map(({ path, message, level }) => (
        <Card
          key={`${path} ${message}`}
          as="li"
          radius={2}
          tone={level === 'error' ? 'critical' : 'caution'}
          data-testid="finding"
        >
          <IntentLink
            intent="edit"
            params={{ id, type, ...(path && { path }) }}
            style={{ display: 'block', padding: '0.75rem', color: 'inherit', textDecoration: 'none' }}
          >
            <Flex gap={3}>
              <Text size={1}>
                {level === 'error' ? (
                  <ErrorOutlineIcon aria-label={translate('錯誤')} />
                ) : (
                  <WarningOutlineIcon aria-label={translate('提醒')} />
                )}
              </Text>
              <Text size={1}>{translate(message)}</Text>
            </Flex>
          </IntentLink>
        </Card>
      ))}
    </Stack>
  )
}
