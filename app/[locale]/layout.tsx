import type { Viewport } from 'next'
import type { ReactNode } from 'react'
import { isPublishedLocale, publishedLocales } from '#lib/locales.ts'
import { siteClasses } from './styles.ts'

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfcfb' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1719' },
  ],
}

type Props = { params: Promise<{ locale: string }>; children: ReactNode }

/** Root of the readers' pages. It asks nothing: each page has one question. */
export default async function ReaderLayout({ params, children }: Props) {
  const { locale } = await params
  return (
    <html lang={isPublishedLocale(locale) ? locale : publishedLocales[0]} className={siteClasses}>
      <body>{children}</body>
    </html>
  )
}
