import type { ClipboardEvent } from 'react'
import { useWorkspace, type NavbarProps } from 'sanity'
import { useRouter } from 'sanity/router'
import { pastedPage } from './pages.ts'

/** The address in the Studio at which a page of ours opens in preview. */
const previewAddress = (basePath: string, page: string): string =>
  `${basePath.replace(/\/$/, '')}/presentation?preview=${encodeURIComponent(page)}`

/**
 * The Studio's bar, in whose search the address of a page may be pasted: it opens that page in preview. The search itself can't be extended, but
 * what happens in it, in its pop-up too, comes by here on its way through React.
 */
export function PasteAddressNavbar(props: NavbarProps) {
  const { navigateUrl } = useRouter()
  const { basePath } = useWorkspace()
  const paste = (event: ClipboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLInputElement)) return
    const page = pastedPage(event.clipboardData.getData('text/plain'), window.location.origin)
    if (page === null) return
    event.preventDefault()
    // The search closes as if left: what was pasted is no question to it. It goes by the key's number.
    event.target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 27, bubbles: true }))
    navigateUrl({ path: previewAddress(basePath, page) })
  }
  return <div onPasteCapture={paste}>{props.renderDefault(props)}</div>
}
