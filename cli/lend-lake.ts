import { createServer } from 'node:http'
import { z } from 'zod'
import type { Settings } from '#lib/settings/settings.ts'
import { askRunningLake } from '#sanity/lake/control.ts'
import { openLake } from '#sanity/lake/lake.ts'
import { passTypes, roles } from '#sanity/roles.ts'
import { listen, localAddresses } from '#server/listen.ts'
import { mustBeHere } from './with-lake.ts'

const loan = z.object({ address: z.url(), token: z.string() })

/** A lake that a program may use: its address on this machine, and a token that is good until it is taken back. */
export type Loan = z.infer<typeof loan>

/**
 * Lends the lake of the data folder to `work`: that of the running process where there is one, else the folder is opened and served on a
 * free port meanwhile. Throws StartError when the lake is elsewhere, LakeFolderError when the folder can't be used.
 */
export async function lendLake<Result>(settings: Settings, work: (loan: Loan) => Promise<Result>): Promise<Result> {
  const lakeHere = mustBeHere(settings)
  const folder = settings.dataFolder
  const answer = await askRunningLake(folder, { command: 'lend' })
  if (answer !== undefined) {
    const lent = loan.parse(JSON.parse(answer))
    try {
      return await work(lent)
    } finally {
      await askRunningLake(folder, { command: 'take-back', token: lent.token })
    }
  }
  const server = createServer()
  const host = '127.0.0.1'
  const { inner } = localAddresses(host, await listen(server, { host, port: 0 }))
  try {
    const lake = await openLake({
      ...lakeHere,
      folder,
      basePath: '/lake',
      publicUrl: inner,
      trustedProxies: [],
      roles,
      passTypes,
    })
    server.on('request', lake.handle)
    server.on('upgrade', lake.upgrade)
    try {
      return await work(loan.parse(JSON.parse(await lake.obey({ command: 'lend' }))))
    } finally {
      await lake.close()
    }
  } finally {
    server.close()
    server.closeAllConnections()
  }
}
