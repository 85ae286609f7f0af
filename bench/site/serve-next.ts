import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Article, Contender } from './contender.ts'
import { allCores, pin, run, serverCore } from './machine.ts'
import { freePort, startTool } from './tool-process.ts'
import { projectFolder } from './work-folder.ts'

/** The smallest project of its kind: one prerendered page with the article's body. (A prerendered route handler could send the very bytes, but Next compresses no route handler.) */
const files: Record<string, string> = {
  'package.json': '{ "name": "bare-next", "private": true, "type": "module" }',
  'next.config.js': `export default { turbopack: { root: ${JSON.stringify(projectFolder)} }, outputFileTracingRoot: ${JSON.stringify(projectFolder)} }`,
  'app/layout.js': `export default function Layout({ children }) {
  return <html lang="zh-TW">{children}</html>
}`,
  'app/page.js': `import { readFileSync } from 'node:fs'
export const dynamic = 'force-static'
export const metadata = { title: 'Article' }
const html = readFileSync('article.html', 'utf8')
const body = html.slice(html.indexOf('>', html.indexOf('<body')) + 1, html.lastIndexOf('</body>'))
export default function Page() {
  return <body dangerouslySetInnerHTML={{ __html: body }} />
}`,
}

/** Builds and starts the bare project with Next's own server and its compression, which is on by default. */
export async function serveNext(parent: string, article: Article): Promise<Contender> {
  const folder = join(parent, 'next')
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  writeFileSync(join(folder, 'article.html'), article.html)
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const next = join(projectFolder, 'node_modules', '.bin', 'next')
  run('taskset', ['-c', allCores, next, 'build'], { cwd: folder, env })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const running = await startTool(next, ['start', '--hostname', '127.0.0.1', '--port', String(port)], url, {
    cwd: folder,
    env,
  })
  pin(running.pid, serverCore)
  return { name: 'Next', url, ...running }
}
