import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

const generated = join(import.meta.dirname, 'banners.script.generated.ts')

/**
 * Makes banners.browser.ts into the text that stands in the page, with what it takes of lib, as small as it can be. It is kept as text
 * because it must reach the browser character for character: the policy names its digest, and the site's own bundler would rewrite code.
 */
export async function makeScript(): Promise<string> {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'banners.browser.ts'), platform: 'browser' })
  const {
    output: [{ code }],
  } = await bundle.generate({ format: 'esm', minify: true })
  await bundle.close()
  // A block of its own instead of a function: its names are its own, and what it sets of the window is what it means to set.
  const script = `{${code.replaceAll('/* @__PURE__ */ ', '').trim()}}`
  return `// Made from banners.browser.ts by \`node components/promo-banner/make-script.ts\`; do not edit.\nexport const bannersScript = ${JSON.stringify(script)}\n`
}

if (import.meta.main) await writeFile(generated, await makeScript())
