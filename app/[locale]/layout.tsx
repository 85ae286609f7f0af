import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { dictionary } from '#lib/dictionary/index.ts'
import { isPublishedLocale, locales, publishedLocales } from '#lib/settings/locales.ts'
import { draftEventsPath } from '#sanity/query.ts'
import { PreviewBar } from '#components/preview-bar/preview-bar.tsx'
import { LivePreview } from '#app/live-preview.tsx'
import { previewMode } from '#app/preview-mode.ts'
import { pageTransition, siteClasses } from './styles.ts'

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfb' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1719' },
  ],
}

type Props = { params: Promise<{ locale: string }>; children: ReactNode }

/** Root of the readers' pages. It asks nothing: each page has one question. Only in draft mode something stands around the page. */
export default async function ReaderLayout({ params, children }: Props) {
  const { locale } = await params
  const lang = isPublishedLocale(locale) ? locale : (publishedLocales[0] ?? locales[0])
  const mode = await previewMode()
  return (
    <html lang={lang} className={siteClasses}>
      <head>
        <style dangerouslySetInnerHTML={{ __html: pageTransition }} />
      </head>
      <body>
        {mode.kind === 'reader' ? null : (
          <PreviewBar
            words={dictionary(lang).preview}
            locale={lang}
            until={mode.kind === 'link' ? mode.until : null}
            leave="/api/draft-mode/disable"
          />
        )}
        {children}
        {mode.kind === 'editor' ? <LivePreview events={draftEventsPath()} /> : null}
      </body>
    </html>
  )
}
