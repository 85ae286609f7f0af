import { Badge, Card, Flex, Stack, Text } from '@sanity/ui'
import { IntentLink } from 'sanity/router'
import { useTranslate } from '../locale/use-translate.ts'
import { usedInQuestions } from './used-in.ts'
import { useLiveAnswer } from '../live-answer.ts'

type Question = NonNullable<ReturnType<typeof usedInQuestions.get>>

/** 使用於 n 篇: the articles that show this document, each a link to its form. Nothing for types that articles don't show. */
export function UsedIn({ id, type }: { id: string; type: string }) {
  const question = usedInQuestions.get(type)
  return question ? <Use id={id} question={question} /> : null
}

function Use({ id, question }: { id: string; question: Question }) {
  const translate = useTranslate()
  const use = useLiveAnswer({ ...question, params: { id } })
  if (!use) return null
  const { count, articles } = use
  return (
    <Card padding={3} radius={2} border data-testid="used-in">
      <Stack gap={3}>
        <Flex gap={2} align="center">
          <Text size={1} weight="medium">
            {translate('使用於 {n} 篇', { n: count })}
          </Text>
          {count === 0 && <Badge fontSize={0}>{translate('還沒有文章用到')}</Badge>}
        </Flex>
        {count > 0 && (
          <Stack as="ul" gap={3} paddingY={2} style={{ maxHeight: '10em', overflow: 'auto' }}>
            {articles.map(({ _id, title }) => (
              <Text as="li" key={_id} size={1}>
                <IntentLink intent="edit" params={{ id: _id, type: 'article' }}>
                  {title || translate('（未命名文章）')}
                </IntentLink>
              </Text>
            ))}
            {count > articles.length && (
              <Text as="li" size={1} muted>
                {translate('還有 {n} 篇', { n: count - articles.length })}
              </Text>
            )}
          </Stack>
        )}
      </Stack>
    </Card>
  )
}
