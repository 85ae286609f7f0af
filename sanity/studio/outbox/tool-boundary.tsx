import { Button, Card, Container, Stack, Text } from '@sanity/ui'
import { Component, type ReactNode } from 'react'
import type { ActiveToolLayoutProps } from 'sanity'
import { useTranslate } from '../locale/use-translate.ts'

/** For `studio.components.activeToolLayout`: inside of Sanity's own boundary, which speaks English and offers a retry that fails again. */
export function ToolBoundary(props: ActiveToolLayoutProps) {
  return <Boundary>{props.renderDefault(props)}</Boundary>
}

class Boundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Broken error={this.state.error} />
  }
}

function Broken({ error }: { error: unknown }) {
  const translate = useTranslate()
  return (
    <Container width={1} padding={5}>
      <Card tone="critical" padding={4} radius={3} border role="alert">
        <Stack gap={4}>
          <Text weight="semibold">{translate('這個畫面出錯了')}</Text>
          <Text size={1}>
            {translate('已經存好的都在內容庫裡；還沒存好的字留在這台電腦，重新載入後會自動存起來。')}
          </Text>
          <Button text={translate('重新載入')} tone="primary" onClick={() => window.location.reload()} />
          <details>
            <summary>
              <Text as="span" size={1} muted>
                {translate('給工程師看的內容')}
              </Text>
            </summary>
            <pre style={{ whiteSpace: 'pre-wrap', userSelect: 'text' }}>
              {error instanceof Error ? (error.stack ?? error.message) : String(error)}
            </pre>
          </details>
        </Stack>
      </Card>
    </Container>
  )
}
