import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openEngine } from './engine.ts'
import { makeFolder } from './testing.ts'

const CHILD = fileURLToPath(new URL('./durability.child.ts', import.meta.url))

test('kill -9 loses no transaction that was answered', { timeout: 60_000 }, async () => {
  const { folder, remove } = await makeFolder()
  const answered: string[] = []
  for (const many of [7, 40]) {
    const child = spawn(process.execPath, [CHILD, folder, String(many)], { stdio: ['ignore', 'pipe', 'inherit'] })
    const exited = once(child, 'exit')
    let heard = 0
    for await (const line of createInterface({ input: child.stdout })) {
      answered.push(line)
      if (++heard === many) child.kill('SIGKILL')
    }
    expect(await exited).toEqual([null, 'SIGKILL'])
    const engine = await openEngine({ folder })
    const commits = await engine.commitsAfter(0, 1_000_000)
    expect(commits.map(({ seq }) => seq)).toEqual(commits.map((_, index) => index + 1))
    const log = new Set(commits.map(({ seq, transactionId }) => `${seq} ${transactionId}`))
    expect(answered.filter((line) => !log.has(line))).toEqual([])
    const [counter] = await engine.documents(['counter'])
    expect(counter?._rev).toBe(commits.at(-1)?.transactionId)
    const ids = commits
      .flatMap(({ changes }) => changes.map(({ documentId }) => documentId))
      .filter((id) => id !== 'counter')
    expect((await engine.documents(ids)).every((document) => document !== null)).toBe(true)
    await engine.close()
  }
  await remove()
})
