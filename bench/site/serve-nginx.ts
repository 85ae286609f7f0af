import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Article, Contender } from './contender.ts'
import { pin, serverCore } from './machine.ts'
import { freePort, startTool } from './tool-process.ts'

/** nginx as its manual has it for static files: one worker, compressed beforehand, open files remembered, nothing logged. */
const configuration = (folder: string, port: number) => `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  access_log off;
  default_type text/html;
  charset utf-8;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=100;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${folder}/www;
    gzip_static on;
    gzip_vary on;
    add_header Cache-Control no-cache;
  }
}
`

/** Serves the article's bytes from disk, plain and as they were compressed by Lakeside. */
export async function serveNginx(parent: string, article: Article): Promise<Contender> {
  const folder = join(parent, 'nginx')
  const file = join(folder, 'www', 'article.html')
  mkdirSync(join(folder, 'www'), { recursive: true })
  writeFileSync(file, article.html)
  writeFileSync(`${file}.gz`, article.gzip)
  const port = await freePort()
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port))
  const url = `http://127.0.0.1:${port}/article.html`
  const running = await startTool('nginx', ['-p', folder, '-e', 'stderr', '-c', join(folder, 'nginx.conf')], url, {
    cwd: folder,
  })
  pin(running.pid, serverCore)
  return { name: 'nginx', url, ...running }
}
