import { shownInstant } from '#lib/time/dates.ts'
import { publicationZone } from '#lib/settings/locales.ts'
import type { Dictionary } from '#lib/dictionary/index.ts'
import type { Locale } from '#lib/settings/locales.ts'

type Props = {
  words: Dictionary['preview']
  locale: Locale
  /** The end of the link that the person came by, an ISO instant; null for an editor. */
  until: string | null
  /** Where draft mode ends. */
  leave: string
}

// Not a module of the one stylesheet: readers would load it for a bar that they never see.
const style = `
.preview-bar{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem;padding:.5rem max(1rem,env(safe-area-inset-left));background:light-dark(#14211f,#e3e9e6);color:light-dark(#fbfcfb,#0f1719);font:var(--t-meta,.9375rem)/1.6 var(--sans,system-ui)}
.preview-bar strong{font-weight:700}
.preview-bar p{margin:0;flex:1 1 16rem}
.preview-bar a{color:inherit;padding:.125rem .75rem;border:1px solid currentColor;border-radius:.25rem;text-decoration:none;white-space:nowrap}
.preview-bar a:hover{text-decoration:underline}
.preview-bar a:focus-visible{outline:3px solid currentColor;outline-offset:2px}
@media print{.preview-bar{display:none}}
`

/** Above a page that is not what readers see: says so, and leads out. Out of the Studio's frame too, which without draft mode shows nothing of use. */
export function PreviewBar({ words, locale, until, leave }: Props) {
  const end = shownInstant(until, { locale, timeZone: publicationZone })
  return (
    <aside className="preview-bar" aria-label={words.name}>
      <style>{style}</style>
      <p>
        <strong>{words.name}</strong>　{end ? words.link(end.text) : words.editor}
      </p>
      <a href={leave} target="_top">
        {words.leave}
      </a>
    </aside>
  )
}
