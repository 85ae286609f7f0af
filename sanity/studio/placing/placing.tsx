import { Stack } from '@sanity/ui'
import { definePlugin, getPublishedId, type InputProps } from 'sanity'
import { z } from 'zod'
import { SlotPanel } from './slot-panel.tsx'

const slotValue = z.object({ _id: z.string(), title: z.string().optional(), key: z.string().optional() })

function SlotInput(props: InputProps) {
  const slot = slotValue.safeParse(props.value)
  if (!slot.success) return props.renderDefault(props)
  const { _id, title, key } = slot.data
  return (
    <Stack gap={5}>
      <SlotPanel key={getPublishedId(_id)} slotId={getPublishedId(_id)} title={title ?? key ?? '版位'} />
      {props.renderDefault(props)}
    </Stack>
  )
}

/** What a slot's form says and does beyond its fields. */
export const placing = definePlugin({
  name: 'placing',
  form: {
    components: {
      input: (props: InputProps) =>
        props.path.length === 0 && props.schemaType.name === 'slot' ? (
          <SlotInput {...props} />
        ) : (
          props.renderDefault(props)
        ),
    },
  },
})
