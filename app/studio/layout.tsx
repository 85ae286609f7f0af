import type { ReactNode } from 'react'

/** A root layout of its own: the Studio shares no stylesheet with the readers' pages. */
export default function StudioLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="zh-TW">
      <body style={{ margin: 0 }}>{children}</body>
    </html>
  )
}
