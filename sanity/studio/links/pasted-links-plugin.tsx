import { BehaviorPlugin } from '@portabletext/editor/plugins'
import { defineBehavior, effect, raise } from '@portabletext/editor/behaviors'
import { htmlToPortableText } from '@portabletext/html'
import type { SanityClient } from '@sanity/client'
import { useMemo } from 'react'
import { useClient, type PortableTextPluginsProps } from 'sanity'
import { apiVersion } from '../api-version.ts'
import { linkedBlocks, linkedHtml } from './pasted-links.ts'

/** For `form.components.portableText.plugins`: links in pasted HTML stay links, beside all that the Studio's editor does by itself. */
export function PastedLinks(props: PortableTextPluginsProps) {
  const client = useClient({ apiVersion })
  const behaviors = useMemo(() => [pastedLinks(client)], [client])
  return (
    <>
      <BehaviorPlugin behaviors={behaviors} />
      {props.renderDefault(props)}
    </>
  )
}

/**
 * Reads HTML as the Studio does, but for its links: the editor knows only an annotation named `link`, and writes the address of every other
 * behind its words. By now what was selected is gone.
 */
const pastedLinks = (client: SanityClient) =>
  defineBehavior({
    on: 'deserialize',
    guard: ({ snapshot, event }) => {
      const html = linkedHtml((format) => event.originEvent.originEvent.dataTransfer.getData(format))
      if (html === null) return false
      const { schema, keyGenerator } = snapshot.context
      return { blocks: htmlToPortableText(html, { schema: { ...schema, annotations: [{ name: 'link', fields: [] }] }, keyGenerator }) }
    },
    actions: [
      ({ event: { originEvent } }, { blocks }) => {
        // Nothing but a linked picture: the editor goes on to the plain text, as it does for a picture without a link.
        if (blocks.length === 0) return [raise({ type: 'deserialization.failure', mimeType: 'text/html', reason: 'No blocks deserialized', originEvent })]
        const insertLinked = effect(({ send }) => {
          // Only the lake knows which document an address of ours is, so what is pasted comes when it has answered.
          void linkedBlocks(client, blocks, window.location.origin).then((linked) => send({ type: 'insert.blocks', blocks: linked, placement: 'auto' }))
        })
        return [insertLinked]
      },
    ],
  })
