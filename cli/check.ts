import { parseArgs } from 'node:util'
import { askFindings } from '#sanity/findings/ask-findings.ts'
import { lakeClient, lakeClientUsage } from './lake-client.ts'

const usage = `npm run check lists what will hurt before it does: placements that hide each other, end after their offer or can't be drawn, slots on no page, links to nowhere, parts that pages had to leave out …
It exits with 1 when it lists anything; with --errors it lists only what keeps a promotion from readers or misleads them. ${lakeClientUsage}`

const lake = lakeClient(process.env)
if (!lake) {
  process.stderr.write(`${usage}\n`)
  process.exit(1)
}
try {
  const { values } = parseArgs({ options: { errors: { type: 'boolean', default: false } } })
  const found = (await askFindings(lake.client, new Date()))
    .flatMap(({ findings }) => findings)
    .filter(({ level }) => level === 'error' || !values.errors)
  for (const { level, documentId, path, message } of found)
    process.stdout.write(`${level === 'error' ? '錯誤' : '提醒'}  ${documentId}  ${path}  ${message}\n`)
  if (found.length > 0) process.exitCode = 1
} catch (error) {
  process.stderr.write(
    `lakeside: ${lake.place} could not be checked: ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exitCode = 1
}
