import { Box, Text } from '@sanity/ui'
import { useState } from 'react'
import { useFormValue, type BlockProps } from 'sanity'
import { useTranslate } from '../locale/use-translate.ts'
import { publishedIdOf } from './ids.ts'
import { slotNow, slotQuestion } from './slot-now.ts'
import { useLiveAnswer } from '../live-answer.ts'
import { useNow } from '../use-now.ts'

/** For `form.components.block`: a slot in the body shows its name, as any block does, and below what stands there now and until when. */
export const BodyBlock = (props: BlockProps) =>
  props.schemaType.name === 'bodySlot' ? <SlotBlock {...props} /> : props.renderDefault(props)

const SlotBlock = (props: BlockProps) => {
  const slot = referenceIn('slot' in props.value ? props.value.slot : undefined)
  return props.renderDefault({
    ...props,
    renderPreview: (preview) => (
      <>
        {props.renderPreview(preview)}
        {slot && <SlotNow slot={slot} />}
      </>
    ),
  })
}

function SlotNow({ slot: id }: { slot: string }) {
  const translate = useTranslate()
  const now = useNow()
  const [since] = useState(() => new Date().toISOString())
  const article = useFormValue(['_id'])
  const category = referenceIn(useFormValue(['category']))
  const slot = useLiveAnswer({ ...slotQuestion, params: { id, now: since } })
  if (!slot) return null
  const place = {
    article: typeof article === 'string' ? publishedIdOf(article) : null,
    category,
    origin: window.location.origin,
  }
  return (
    <Box paddingX={3} paddingTop={4} paddingBottom={3}>
      <Text size={1} muted data-testid="slot-now">
        {slotNow(slot, place, now, translate)}
      </Text>
    </Box>
  )
}

const referenceIn = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && '_ref' in value && typeof value._ref === 'string' ? value._ref : null
