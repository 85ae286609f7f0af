import { Box, Card, Container, Flex, Heading, Stack, Text } from '@sanity/ui'
import { useEffect, useState } from 'react'
import { useClient, useSchema } from 'sanity'
import { IntentLink } from 'sanity/router'
import { askFindings, type FoundDocument } from '#sanity/findings/ask-findings.ts'
import { FindingList } from './finding-list.tsx'

/** How long it waits for more changes before it looks through everything again. */
const PAUSE = 500

/** 待處理: everything that will hurt, by document. It looks again at each change and each minute, so it empties itself when things are mended. */
export function FindingsTool() {
  const found = useFindings()
  const schema = useSchema()
  const count = found?.reduce((sum, { findings }) => sum + findings.length, 0) ?? 0
  return (
    <Box height="fill" overflow="auto">
      <Container width={2} padding={4} paddingY={5}>
        <Stack gap={5}>
          <Stack gap={3}>
            <Heading as="h1" size={3}>待處理</Heading>
            <Text as="output" muted size={1} data-testid="findings-count">{!found ? '檢查中……' : count === 0 ? '沒有待處理的事，一切正常。' : `${found.length} 份文件，${count} 件事。點一下就到要改的地方，改好了會自己消失。`}</Text>
          </Stack>
          {found?.map(({ id, type, name, findings }) => (
            <Card key={id} border radius={3} padding={4} data-testid={`found-${id}`}>
              <Stack gap={4}>
                <Flex gap={3} align="baseline" wrap="wrap">
                  <Text weight="semibold"><IntentLink intent="edit" params={{ id, type }} style={{ color: 'inherit' }}>{name}</IntentLink></Text>
                  <Text size={1} muted>{schema.get(type)?.title ?? type}</Text>
                </Flex>
                <FindingList document={{ id, type }} findings={findings} />
              </Stack>
            </Card>
          ))}
        </Stack>
      </Container>
    </Box>
  )
}

function useFindings(): FoundDocument[] | undefined {
  const client = useClient({ apiVersion: '2025-02-19' })
  const [found, setFound] = useState<FoundDocument[]>()
  useEffect(() => {
    let asked = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const mine = (asked += 1)
      // An answer that a later question has overtaken is old news. A lake that can't be reached is said by the Studio itself.
      askFindings(client, new Date()).then((answer) => mine === asked && setFound(answer), () => undefined)
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(look, PAUSE)
    }
    look()
    const heard = client.listen('*', {}, { includeResult: false, includeMutations: false, visibility: 'query', events: ['mutation', 'welcome'] }).subscribe({ next: later, error: () => undefined })
    const minute = setInterval(look, 60_000)
    return () => {
      asked += 1
      heard.unsubscribe()
      clearTimeout(timer)
      clearInterval(minute)
    }
  }, [client])
  return found
}
