export type SignInPage = 'no-code' | 'spent' | 'too-many'

const words: Readonly<Record<SignInPage, { title: string; lines: readonly string[] }>> = {
  'no-code': {
    title: '登入 Studio',
    lines: ['登入要用一次性的連結。請在執行 Lakeside 的電腦上，於專案資料夾輸入下面的指令，再打開它印出的連結。'],
  },
  spent: {
    title: '這個登入連結已失效',
    lines: ['登入連結只能用一次，且須在產生後 15 分鐘內打開。請在執行 Lakeside 的電腦上，於專案資料夾輸入下面的指令，取得新的連結。'],
  },
  'too-many': {
    title: '嘗試次數過多',
    lines: ['這個位址試了太多次失效的登入連結。請等 15 分鐘，再以下面的指令取得新的連結。'],
  },
}

/** The page that explains how to get a sign-in link. Whole HTML, without script. */
export function signInPage(kind: SignInPage): string {
  const { title, lines } = words[kind]
  return `<!doctype html>
<html lang="zh-TW">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}｜Lakeside</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${lines.map((line) => `<p>${line}</p>`).join('\n')}
<p><code>npm run lake -- sign-in</code></p>
<p class="more">已經登入了？<a href="/studio">前往 Studio</a></p>
</main>
</body>
</html>
`
}

const style = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText;font:1.0625rem/1.8 system-ui,sans-serif}
main{box-sizing:border-box;max-width:34rem;padding:2rem 1.5rem}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 1rem}
p{margin:0 0 1rem}
code{display:block;padding:.75rem 1rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:.5rem;font:1rem/1.5 ui-monospace,monospace;overflow-x:auto}
.more{font-size:.9375rem}
a{color:LinkText;text-underline-offset:.2em}
`

/** What the page may load: its own style, nothing else. */
export const signInPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
