import { Card, Flex, Stack, Text } from '@sanity/ui'
import { isObjectInputProps, type InputProps, type ObjectInputProps } from 'sanity'
import { useTranslate } from '../locale/use-translate.ts'
import { publishedIdOf } from './ids.ts'
import { PageLists } from './page-lists.tsx'
import { UsedIn } from './used-in.tsx'

/** The input of a document's whole form, not of a part of it. */
export const isWholeDocument = (props: InputProps): props is ObjectInputProps =>
  isObjectInputProps(props) && props.path.length === 0 && props.schemaType.type?.name === 'document'

/** What stands above the first field of a document's form. */
export function DocumentTop(props: ObjectInputProps) {
  const translate = useTranslate()
  const { _id, linkLists }: { _id?: unknown; linkLists?: unknown } = props.value ?? {}
  const type = props.schemaType.name
  const id = typeof _id === 'string' ? publishedIdOf(_id) : ''
  return (
    <Stack gap={5}>
      <Stack gap={3} data-testid="document-top">
        <Flex>
          <Card padding={3} radius={2} tone="transparent" flex={1}>
            <Text size={1} muted>
              {translate('自動存成草稿，按「發布」讀者才看得到')}
            </Text>
          </Card>
        </Flex>
        {id && type === 'article' && <PageLists article={id} lists={referencedIds(linkLists)} />}
        {id && <UsedIn id={id} type={type} />}
      </Stack>
      {props.renderDefault(props)}
    </Stack>
  )
}

/** The ids in a field of references, as far as they are chosen already. */
function referencedIds(value: unknown): string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return items.flatMap((item) =>
    typeof item === 'object' && item !== null && '_ref' in item && typeof item._ref === 'string' ? [item._ref] : [],
  )
}
