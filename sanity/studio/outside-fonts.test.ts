import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import withoutOutsideFonts from './outside-fonts.ts'

test('web fonts of outside hosts are taken out, also inside layers, and nothing else is', () => {
  const outside =
    '@font-face {\n  font-family: Inter;\n  src: url("https://design-system-static.sanity.io/a.woff2") format("woff2");\n}'
  const short = '@font-face{font-family:Inter;src:url(//example.com/a.woff2)}'
  const own = '@font-face{font-family:Own;src:url("/fonts/a.woff2")}'
  const data = '@font-face{font-family:Data;src:url(data:font/woff2;base64,d09GMgAB//8=)}'
  const other = '.a{background:url("https://example.com/a.png")}'
  expect(withoutOutsideFonts(`${outside}${other}@layer base{${short}${own}}${data}`)).toBe(
    `${other}@layer base{${own}}${data}`,
  )
})

test('the style sheet that the Studio ships has such fonts, and none is left', () => {
  const shipped = readFileSync('node_modules/ui5/dist/styles.css', 'utf8')
  expect(shipped).toMatch(/@font-face\{[^}]*https:/)
  const left = withoutOutsideFonts(shipped)
  expect(left).not.toContain('@font-face')
  expect(left.length).toBeGreaterThan(shipped.length * 0.9)
})
