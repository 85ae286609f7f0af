import { Badge, Card, Flex, Stack, Text } from '@sanity/ui'
import type { ReactNode } from 'react'
import { Preview, useSchema } from 'sanity'
import { usePaneRouter } from 'sanity/structure'
import { publishedIdOf } from './ids.ts'

type DocumentRowProps = {
  id: string
  type: string
  /** One line above the document's own preview: when something happens to it. */
  note?: ReactNode
  /** Beside it: what state the document is in. */
  state?: string
}

/** A document in one of the desk's own lists; a click opens its form in the pane to the right. */
export function DocumentRow({ id, type, note, state }: DocumentRowProps) {
  const { ChildLink, routerPanesState, groupIndex } = usePaneRouter()
  const schemaType = useSchema().get(type)
  const _id = publishedIdOf(id)
  const isOpen = routerPanesState[groupIndex + 1]?.some((pane) => pane.id === _id) ?? false
  if (!schemaType) return null
  return (
    <Card
      as={ChildLink}
      childId={_id}
      childParameters={{ type }}
      data-as="a"
      data-testid={`row-${_id}`}
      pressed={isOpen}
      padding={2}
      radius={2}
    >
      <Stack gap={2}>
        {note && (
          <Text size={1} weight="medium">
            {note}
          </Text>
        )}
        <Flex align="center" gap={2}>
          <Card flex={1} style={{ background: 'none', minWidth: 0 }}>
            <Preview schemaType={schemaType} value={{ _id, _type: type }} layout="default" skipVisibilityCheck />
          </Card>
          {state && (
            <Badge tone="caution" fontSize={0}>
              {state}
            </Badge>
          )}
        </Flex>
      </Stack>
    </Card>
  )
}

/** The desk's own list in its pane; `empty` is said while there is nothing, and nothing while it is not known yet. */
export function Rows({ count, empty, children }: { count: number | undefined; empty: string; children: ReactNode }) {
  if (count === 0)
    return (
      <Card padding={4}>
        <Text muted size={1}>
          {empty}
        </Text>
      </Card>
    )
  return (
    <Stack padding={2} gap={1}>
      {children}
    </Stack>
  )
}
