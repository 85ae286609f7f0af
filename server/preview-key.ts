import { createHmac, randomBytes } from 'node:crypto'
import type { Settings } from '#lib/settings/settings.ts'

/**
 * What the cookies of previews are signed with.
 *
 * Beside the embedded lake it is drawn at each start: anyone who came by a preview link opens the link again. With a lake elsewhere several
 * processes may serve one site, and what one has signed must hold at the others: the key follows from the token that all of them have, and
 * that no copy of the build has.
 */
export function previewKeyOf(lake: Settings['lake']): string {
  if (lake.kind === 'embedded' || !lake.readToken) return randomBytes(32).toString('hex')
  return createHmac('sha256', lake.readToken).update(`preview ${lake.projectId} ${lake.dataset}`).digest('hex')
}
