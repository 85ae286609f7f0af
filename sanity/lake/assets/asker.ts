import { mayUse } from '../auth/caller.ts'
import { networkOf } from '../auth/client-address.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Asker } from './assets.ts'
import { clientLeft } from './picture-failures.ts'

/** Whether somebody may see only what is public: nobody is signed in, or it is the site's own token. */
export const isStrange = (caller: Exchange['caller']): boolean => !caller || !mayUse(caller, 'read')

/** Who asks, for the queue before the making of pictures. */
export function askerOf({ lake, req, res, caller }: Exchange): Asker {
  const left = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) left.abort(clientLeft())
  })
  if (res.destroyed) left.abort(clientLeft())
  const isStranger = isStrange(caller)
  return {
    owner: isStranger || !caller ? `network ${networkOf(lake.addressOf(req))}` : `account ${caller.id}`,
    isStranger,
    left: left.signal,
  }
}
