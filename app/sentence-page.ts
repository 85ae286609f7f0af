/** A page that says one thing, whole HTML without script. The texts are ours, never a stranger's. */
export function sentencePage(status: number, title: string, text: string): Response {
  const html = `<!doctype html>
<html lang="zh-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}｜Lakeside</title>
<style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText;font:1.0625rem/1.8 system-ui,sans-serif}
main{box-sizing:border-box;width:100%;max-width:34rem;padding:2rem 1.5rem}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 1rem}
p{margin:0 0 1rem}
a{color:LinkText;text-underline-offset:.2em}
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="/">回到首頁</a></p>
</main>
</body>
</html>
`
  return new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  })
}
