import { useEditor, type Editor } from '@portabletext/editor'
import { BehaviorPlugin } from '@portabletext/editor/plugins'
import { defineBehavior, effect, raise } from '@portabletext/editor/behaviors'
import { htmlToPortableText } from '@portabletext/html'
import type { SanityClient } from '@sanity/client'
import { useMemo } from 'react'
import { useClient, type PortableTextPluginsProps } from 'sanity'
import { apiVersion } from '../api-version.ts'
import { linkedHtml, linkKeys, pastedNow, placedLinks, type PastedNow } from './pasted-links.ts'
import { storedDestination, type StoredDestination } from './targets.ts'

/** For `form.components.portableText.plugins`: links in pasted HTML stay links, beside all that the Studio's editor does by itself. */
export function PastedLinks(props: PortableTextPluginsProps) {
  const client = useClient({ apiVersion })
  const editor = useEditor()
  const behaviors = useMemo(() => [pastedLinks(client, editor)], [client, editor])
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
const pastedLinks = (client: SanityClient, editor: Editor) =>
  defineBehavior({
    on: 'deserialize',
    guard: ({ snapshot, event }) => {
      const html = linkedHtml((format) => event.originEvent.originEvent.dataTransfer.getData(format))
      if (html === null) return false
      const { schema, keyGenerator } = snapshot.context
      const blocks = htmlToPortableText(html, {
        schema: { ...schema, annotations: [{ name: 'link', fields: [] }] },
        keyGenerator,
      })
      return { ...pastedNow(blocks, window.location.origin), earlier: linkKeys(snapshot.context.value) }
    },
    actions: [
      ({ event: { originEvent } }, { blocks, asked, earlier }) => {
        // Nothing but a linked picture: the editor goes on to the plain text, as it does for a picture without a link.
        if (blocks.length === 0)
          return [
            raise({
              type: 'deserialization.failure',
              mimeType: 'text/html',
              reason: 'No blocks deserialized',
              originEvent,
            }),
          ]
        // The words at once: what is typed before the lake has answered must stand behind them, and the caret may be elsewhere by then.
        return [
          raise({ type: 'insert.blocks', blocks, placement: 'auto' }),
          effect(() => void leadToDocuments(client, editor, asked, earlier)),
        ]
      },
    ],
  })

/** Turns the addresses that were pasted into references, each as soon as the lake has answered. One that names no document becomes plain words. */
async function leadToDocuments(
  client: SanityClient,
  editor: Editor,
  asked: PastedNow['asked'],
  earlier: ReadonlySet<string>,
): Promise<void> {
  await Promise.all(
    [...asked].map(async ([url, to]) => {
      // Without an answer the link to the address stays.
      const destination = await storedDestination(client, to).catch((error: unknown) => console.error(error))
      if (destination !== undefined) replaceLinks(editor, url, earlier, destination)
    }),
  )
}

function replaceLinks(
  editor: Editor,
  url: string,
  earlier: ReadonlySet<string>,
  destination: StoredDestination | null,
): void {
  for (const { block, key, spans } of placedLinks(editor.getSnapshot().context.value, url, earlier)) {
    if (destination) {
      editor.send({ type: 'annotation.set', at: [{ _key: block }, 'markDefs', { _key: key }], props: { destination } })
      continue
    }
    for (const span of spans) {
      const path = [{ _key: block }, 'children', { _key: span.key }]
      editor.send({
        type: 'annotation.remove',
        annotation: { name: 'inlineLink' },
        at: { anchor: { path, offset: 0 }, focus: { path, offset: span.length } },
      })
    }
  }
}
