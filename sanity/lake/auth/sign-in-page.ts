import { shortestPassword } from './passwords.ts'

/** What the page shows, and what it needs to know for that. Texts in it were typed by strangers. */
export type SignInPage =
  /** `to` is the page of the Studio that was wanted, as it was said: it is checked when it is gone to. */
  | { kind: 'password'; problem?: 'wrong' | 'busy' | 'full'; name?: string; to?: string }
  | { kind: 'introduce'; code: string; name: string; problem?: 'empty' | 'taken' | 'short' | 'easy' | 'busy' | 'full' }
  | { kind: 'spent' }
  | { kind: 'too-many'; seconds: number }

const problems = {
  wrong: '名字或密碼不對，請再試一次。',
  busy: '現在有很多人同時登入，請等幾秒再試一次。',
  full: '伺服器的硬碟滿了，現在沒辦法登入。請通知網站管理員清出空間，再試一次；讀者看到的網頁不受影響。',
  empty: '請填名字，60 個字以內。',
  taken: '這個名字已經有人用了，請換一個。',
  easy: '這個密碼太容易被猜到。請不要用常見的字詞、自己的名字、連續或重複的字元；幾個不相干的詞連在一起就很好。也可以留空，之後用登入連結登入。',
  short: `密碼至少要 ${shortestPassword} 個字元；也可以留空，之後用登入連結登入。`,
} as const

const titles: Readonly<Record<SignInPage['kind'], string>> = {
  password: '登入 Studio',
  introduce: '你的名字是？',
  spent: '這個登入連結已失效',
  'too-many': '嘗試次數過多',
}

const command = '<p><code>npm run lake -- sign-in</code></p>'

/** A page of signing in. Whole HTML, without script. `base` is the lake's path, for example `/lake`; `studio` where the Studio is. */
export function signInPage(page: SignInPage, { base, studio }: { base: string; studio: string }): string {
  const title = titles[page.kind]
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
${content(page, escapeHtml(base))}${
    page.kind === 'introduce'
      ? ''
      : `
<p class="more">已經登入了？<a href="${escapeHtml(studio)}">前往 Studio</a></p>`
  }
</main>
</body>
</html>
`
}

function content(page: SignInPage, base: string): string {
  switch (page.kind) {
    case 'password':
      return `${problem(page.problem)}<form method="post" action="${base}/sign-in">${
        page.to
          ? `
<input type="hidden" name="to" value="${escapeHtml(page.to)}">`
          : ''
      }
<p><label for="name">名字</label><input id="name" name="name" value="${escapeHtml(page.name ?? '')}" autocomplete="username" required autofocus${described(page.problem)}></p>
<p><label for="password">密碼</label><input id="password" name="password" type="password" autocomplete="current-password" required${described(page.problem)}></p>
<p><button>登入</button></p>
</form>
<p>沒有密碼，或忘記了？請向網站管理員要一個登入連結。如果這個網站就在你的電腦上執行，請在專案資料夾輸入下面的指令，再打開它印出的連結。</p>
${command}`
    case 'introduce':
      return `<p>名字會顯示給一起編輯的人看，也會留在修改紀錄裡。</p>
${problem(page.problem)}<form method="post" action="${base}/sign-in/link">
<input type="hidden" name="code" value="${escapeHtml(page.code)}">
<p><label for="name">名字</label><input id="name" name="name" value="${escapeHtml(page.name)}" autocomplete="username" maxlength="60" required autofocus${described(page.problem)}></p>
<p><label for="password">密碼（選填，至少 ${shortestPassword} 個字元）</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="${shortestPassword}" maxlength="200" aria-describedby="hint"></p>
<p id="hint" class="more">設了密碼，下次就能用名字和密碼登入，不必再要連結。</p>
<p><button>開始使用</button> <button class="quiet" name="skip" value="1" formnovalidate>先略過</button></p>
</form>`
    case 'spent':
      return `<p>登入連結只能用一次，而且有期限。請向網站管理員或寄連結給你的人要一個新的。</p>
<p>如果你就是管理員，請在執行 Lakeside 的電腦上，於專案資料夾輸入下面的指令，取得自己的新連結（15 分鐘內有效）。</p>
${command}`
    case 'too-many':
      return `<p>這個位址或這個名字試了太多次。請等 ${Math.ceil(page.seconds / 60)} 分鐘再試，或向網站管理員要一個登入連結。網站管理員的登入連結由下面的指令印出。</p>
${command}`
  }
}

function problem(kind: keyof typeof problems | undefined): string {
  return kind === undefined ? '' : `<p id="problem" class="problem" role="alert">${problems[kind]}</p>\n`
}

function described(kind: keyof typeof problems | undefined): string {
  return kind === undefined || kind === 'busy' || kind === 'full'
    ? ''
    : ' aria-invalid="true" aria-describedby="problem"'
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const style = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:Canvas;color:CanvasText;font:1.0625rem/1.8 system-ui,sans-serif}
main{box-sizing:border-box;width:100%;max-width:34rem;padding:2rem 1.5rem}
h1{font-size:1.5rem;line-height:1.4;margin:0 0 1rem}
p{margin:0 0 1rem}
code{display:block;padding:.75rem 1rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);border-radius:.5rem;font:1rem/1.5 ui-monospace,monospace;overflow-x:auto}
label{display:block;font-size:.9375rem;font-weight:600}
input{box-sizing:border-box;width:100%;padding:.5rem .75rem;border:1px solid color-mix(in srgb,currentColor 55%,transparent);border-radius:.5rem;background:Field;color:FieldText;font:inherit}
button{padding:.5rem 1.5rem;border:1px solid CanvasText;border-radius:.5rem;background:CanvasText;color:Canvas;font:inherit;cursor:pointer}
button.quiet{background:none;color:CanvasText;border-color:color-mix(in srgb,currentColor 55%,transparent)}
:is(input,button,a):focus-visible{outline:3px solid LinkText;outline-offset:2px}
.problem{padding:.5rem .75rem;border-inline-start:.25rem solid light-dark(#b3261e,#f2b8b5)}
.more{font-size:.9375rem}
a{color:LinkText;text-underline-offset:.2em}
`

/** What the page may load and send: its own style, and its form to this origin; where that leads next is the Studio's origin. */
export function signInPolicy(studio: string): string {
  const elsewhere = URL.canParse(studio) ? ` ${new URL(studio).origin}` : ''
  return `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'${elsewhere}; frame-ancestors 'none'`
}
