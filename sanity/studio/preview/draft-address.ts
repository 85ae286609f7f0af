/**
 * The link beside a text on a page names the document as readers have it, and the Studio then opens a form in which nothing can be edited
 * (`createEditUrl` of `@sanity/client`). Who follows it wants to edit.
 * @param address where the Studio was opened.
 * @returns the same, and for such a link the address of the draft.
 */
export function draftAddress(address: string): string {
  const url = new URL(address)
  const isEditLink = /\/intent\/edit\//.test(url.pathname) || /\/presentation\//.test(url.pathname)
  if (!isEditLink || url.searchParams.get('perspective') !== 'published') return address
  url.searchParams.delete('perspective')
  return url.href
}
