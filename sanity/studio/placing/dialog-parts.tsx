import { Card, Checkbox, Flex, Stack, Text } from '@sanity/ui'
import { useId, type ReactNode } from 'react'

/** A box with its label; the label is bound to what `children` draw with the id. */
export function Field({
  label,
  problem,
  children,
}: {
  label: string
  problem?: string | undefined
  children: (id: string) => ReactNode
}) {
  const id = useId()
  return (
    <Stack gap={3}>
      <Text as="label" size={1} weight="medium" htmlFor={id}>
        {label}
      </Text>
      {children(id)}
      {problem ? (
        <Text size={1} role="alert">
          {problem}
        </Text>
      ) : null}
    </Stack>
  )
}

export const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <Stack gap={3}>
    <Text size={1} weight="medium">
      {label}
    </Text>
    {children}
  </Stack>
)

export function Tick({ label, isOn, onToggle }: { label: string; isOn: boolean; onToggle: () => void }) {
  const id = useId()
  return (
    <Flex as="label" align="center" gap={2}>
      <Checkbox id={id} checked={isOn} onChange={onToggle} />
      <Text size={1}>{label}</Text>
    </Flex>
  )
}

export const Notice = ({
  tone,
  testId,
  children,
}: {
  tone: 'primary' | 'caution' | 'critical'
  testId?: string
  children: ReactNode
}) => (
  <Card padding={3} radius={2} tone={tone} border>
    <Text as="output" size={1} data-testid={testId}>
      {children}
    </Text>
  </Card>
)
