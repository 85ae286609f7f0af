import { expect, test } from 'vitest'
import { speculationRules } from './speculation-rules.ts'

test('reader pages are made ready while a pointer rests on their link; sponsored links, downloads and new windows are not', () => {
  expect(JSON.parse(speculationRules())).toEqual({
    prerender: [
      {
        where: {
          and: [
            { href_matches: ['/zh-TW', '/zh-TW/*'] },
            {
              not: {
                selector_matches: '[rel~="sponsored"], [rel~="nofollow"], [download], [target]:not([target="_self"])',
              },
            },
          ],
        },
        eagerness: 'moderate',
      },
    ],
  })
})
