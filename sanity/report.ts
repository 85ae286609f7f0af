import type { Finding } from '#lib/page/parts.ts'

const REMEMBERED = 10_000

/**
 * A reporter that says each finding once per document revision. `write` gets one finding at a time. It remembers the last ten thousand;
 * what is forgotten may be said again.
 */
export function createReporter(
  write: (finding: Finding) => void,
  remembered = REMEMBERED,
): (findings: readonly Finding[]) => void {
  const said = new Set<string>()
  return (findings) => {
    for (const finding of findings) {
      const name = JSON.stringify([finding.documentId, finding.rev, finding.path, finding.message])
      if (said.has(name)) continue
      said.add(name)
      for (const oldest of said) {
        if (said.size <= remembered) break
        said.delete(oldest)
      }
      write(finding)
    }
  }
}

/** Writes findings to the process's log, a JSON line each. */
export const report = createReporter((finding) => {
  const { documentId, rev, path, message } = finding
  const entry = {
    time: new Date().toISOString(),
    level: 'warn',
    message: 'left a broken part out of a page',
    document: documentId,
    rev,
    path,
    reason: message,
  }
  process.stderr.write(`${JSON.stringify(entry)}\n`)
})
