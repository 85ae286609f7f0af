import { Box, Card, Container, Flex, Heading, Stack, Text } from '@sanity/ui'
import { useEffect, useState } from 'react'
import { useClient, useSchema } from 'sanity'
import { IntentLink } from 'sanity/router'
import { askFindings, type FoundDocument } from '#sanity/findings/ask-findings.ts'
import { apiVersion } from '../api-version.ts'
import { useTranslate } from '../locale/use-translate.ts'
import { useWritable } from '../may-write.ts'
import { FindingList } from './finding-list.tsx'

const writtenTypes = [
  'article',
  'linkList',
  'banner',
  'slot',
  'placement',
  'category',
  'author',
  'siteSettings',
  'dueWork',
]

/** How long it waits for more changes before it looks through everything again. */
const PAUSE = 500

/** 待處理: everything that will hurt, by document, first what this person may mend. It looks again at each change and each minute, so it empties itself when things are mended. */
export function FindingsTool() {
  const translate = useTranslate()
  const found = useFindings()
  const writable = useWritable(writtenTypes)
  const mine = found?.filter(({ type }) => !writable || writable.has(type))
  const others = found?.filter(({ type }) => writable && !writable.has(type))
  const count = found?.reduce((sum, { findings }) => sum + findings.length, 0) ?? 0
  return (
    <Box height="fill" overflow="auto">
      <Container width={2} padding={4} paddingY={5}>
        <Stack gap={5}>
          <Stack gap={3}>
            <Heading as="h1" size={3}>
              {translate('待處理')}
            </Heading>
            <Text as="output" muted size={1} data-testid="findings-count">
              {!found
                ? translate('檢查中……')
                : count === 0
                  ? translate('沒有待處理的事，一切正常。')
                  : translate('{documents} 份文件，{things} 件事。點一下就到要改的地方，改好了會自己消失。', {
                      documents: found.length,
                      things: count,
                    })}
            </Text>
          </Stack>
          {mine?.map((each) => (
            <Found key={each.id} {...each} />
          ))}
          {others && others.length > 0 ? (
            <Heading as="h2" size={1} muted>
              {translate('要由其他人處理的（你的帳號不能改）')}
            </Heading>
          ) : null}
          {others?.map((each) => (
            <Found key={each.id} {...each} />
          ))}
        </Stack>
      </Container>
    </Box>
  )
}

function Found({ id, type, name, findings }: FoundDocument) {
  const schema = useSchema()
  return (
    <Card border radius={3} padding={4} data-testid={`found-${id}`}>
      <Stack gap={4}>
        <Flex gap={3} align="baseline" wrap="wrap">
          <Text weight="semibold">
            <IntentLink intent="edit" params={{ id, type }} style={{ color: 'inherit' }}>
              {name}
            </IntentLink>
          </Text>
          <Text size={1} muted>
            {schema.get(type)?.title ?? type}
          </Text>
        </Flex>
        <FindingList document={{ id, type }} findings={findings} />
      </Stack>
    </Card>
  )
}

function useFindings(): FoundDocument[] | undefined {
  const client = useClient({ apiVersion })
  const [found, setFound] = useState<FoundDocument[]>()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let [isLooking, isAskedAgain, isOver] = [false, false, false]
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), PAUSE)
    }
    // One look at a time: on a slow lake they would pile up, and an older answer could come after a newer one.
    const look = async () => {
      if (isLooking) return void (isAskedAgain = true)
      isLooking = true
      isAskedAgain = false
      try {
        const answer = await askFindings(client, new Date())
        if (!isOver) setFound(answer)
      } catch {
        // The Studio says by itself that the lake can't be reached; what was found stays.
      }
      isLooking = false
      if (isAskedAgain && !isOver) later()
    }
    void look()
    const heard = client
      .listen(
        '*',
        {},
        {
          includeAllVersions: true,
          includeResult: false,
          includeMutations: false,
          visibility: 'query',
          events: ['mutation', 'welcome'],
        },
      )
      .subscribe({ next: later, error: () => undefined })
    const minute = setInterval(() => void look(), 60_000)
    return () => {
      isOver = true
      heard.unsubscribe()
      clearTimeout(timer)
      clearInterval(minute)
    }
  }, [client])
  return found
}
