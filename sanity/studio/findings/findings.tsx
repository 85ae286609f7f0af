import { CheckmarkCircleIcon } from '@sanity/icons/CheckmarkCircle'
import { Stack } from '@sanity/ui'
import { definePlugin, isObjectInputProps, type InputProps, type ObjectInputProps } from 'sanity'
import type { Translate } from '../locale/translate.ts'
import { DocumentFindings } from './document-findings.tsx'
import { FindingsTool } from './findings-tool.tsx'
import { useShownField } from './use-shown-field.ts'

const types = new Set(['article', 'category', 'author', 'linkList', 'banner', 'slot', 'placement'])

function FormTop(props: ObjectInputProps) {
  useShownField(props.focusPath)
  return (
    <Stack gap={5}>
      <DocumentFindings value={props.value} />
      {props.renderDefault(props)}
    </Stack>
  )
}

const FormInput = (props: InputProps) =>
  props.path.length === 0 && isObjectInputProps(props) && types.has(props.schemaType.name) ? (
    <FormTop {...props} />
  ) : (
    props.renderDefault(props)
  )

/** What will hurt readers, before it does: at the top of each form, and all together in a tool. */
export const findings = definePlugin((translate: Translate) => ({
  name: 'findings',
  form: { components: { input: FormInput } },
  tools: [{ name: 'findings', title: translate('待處理'), icon: CheckmarkCircleIcon, component: FindingsTool }],
}))
