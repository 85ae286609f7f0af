import { expect, test } from 'vitest'
import { draftAddress } from './draft-address.ts'

const studio = 'https://lakeside.example/studio'

test.each([
  [
    'an edit link',
    '/intent/edit/mode=presentation;id=a;type=article;path=title?baseUrl=%2Fstudio&id=a&perspective=published',
    '/intent/edit/mode=presentation;id=a;type=article;path=title?baseUrl=%2Fstudio&id=a',
  ],
  [
    'the form that it leads to',
    '/presentation/article/a/title?perspective=published&preview=%2Fzh-TW',
    '/presentation/article/a/title?preview=%2Fzh-TW',
  ],
  ['nothing but the perspective', '/intent/edit/id=a?perspective=published', '/intent/edit/id=a'],
  [
    'a draft’s link',
    '/intent/edit/id=a;type=article/?perspective=r1',
    '/intent/edit/id=a;type=article/?perspective=r1',
  ],
  [
    'what was chosen among the lists',
    '/structure/article;a?perspective=published',
    '/structure/article;a?perspective=published',
  ],
])('%s', (_, from, to) => {
  expect(draftAddress(studio + from)).toBe(studio + to)
})
