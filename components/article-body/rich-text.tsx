import { PortableText, type PortableTextComponents } from '@portabletext/react'
import { InlineLink } from '#components/link/destination-link.tsx'
import type { PageContext } from '#components/page-frame/page-context.ts'
import { KeptTogether } from '#components/title/title.tsx'
import type { Block, Foreign, InlineLink as InlineLinkMark, PlainBlock } from './article-body.groq.ts'

type Props = {
  blocks: readonly (Block | PlainBlock)[]
  /** The anchor of each heading by its block's key. */
  ids?: ReadonlyMap<string, string>
  context: PageContext
}

/** Paragraphs, headings below the second level and lists. What it does not know it leaves out. */
export function RichText({ blocks, ids = noIds, context }: Props) {
  return <PortableText value={[...blocks]} components={components(ids, context)} onMissingComponent={false} />
}

/** A heading without a word has no anchor and is none: nobody could tell from the outline what comes. */
function Heading({
  level: Level,
  id,
  children,
}: {
  level: 'h2' | 'h3' | 'h4'
  id: string | undefined
  children: React.ReactNode
}) {
  const words = <KeptTogether>{children}</KeptTogether>
  return id === undefined ? <p>{words}</p> : <Level id={id}>{words}</Level>
}

const noIds: ReadonlyMap<string, string> = new Map()

const components = (ids: ReadonlyMap<string, string>, context: PageContext): Partial<PortableTextComponents> => ({
  block: {
    normal: ({ children }) => (
      <p>
        <KeptTogether>{children}</KeptTogether>
      </p>
    ),
    h2: ({ children, value }) => (
      <Heading level="h2" id={ids.get(value._key ?? '')}>
        {children}
      </Heading>
    ),
    h3: ({ children, value }) => (
      <Heading level="h3" id={ids.get(value._key ?? '')}>
        {children}
      </Heading>
    ),
    h4: ({ children, value }) => (
      <Heading level="h4" id={ids.get(value._key ?? '')}>
        {children}
      </Heading>
    ),
  },
  listItem: ({ children }) => (
    <li>
      <KeptTogether>{children}</KeptTogether>
    </li>
  ),
  marks: {
    strong: ({ children }) => (
      <strong>
        <KeptTogether>{children}</KeptTogether>
      </strong>
    ),
    em: ({ children }) => (
      <em>
        <KeptTogether>{children}</KeptTogether>
      </em>
    ),
    inlineLink: ({ children, value }: { children: React.ReactNode; value?: InlineLinkMark }) => (
      <InlineLink destination={value?.destination ?? null} context={context}>
        <KeptTogether>{children}</KeptTogether>
      </InlineLink>
    ),
    foreign: ({ children, value }: { children: React.ReactNode; value?: Foreign }) => (
      <span lang={value?.lang}>{children}</span>
    ),
  },
  unknownBlockStyle: ({ children }) => <p>{children}</p>,
  unknownType: () => null,
  unknownMark: ({ children }) => <>{children}</>,
})
