import { expect, test } from 'vitest'
import { typedWords } from './texts.ts'

const edit = (patch: object) =>
  JSON.stringify({
    transactionId: 't',
    actions: [{ actionType: 'sanity.action.document.edit', draftId: 'drafts.a', publishedId: 'a', patch }],
  })

test.each([
  ['a field that was set', edit({ set: { title: '湖畔的夏夜' } }), '湖畔的夏夜'],
  [
    'a paragraph that was inserted',
    edit({
      insert: {
        after: 'body[-1]',
        items: [
          { _key: 'k', _type: 'block', style: 'normal', children: [{ _key: 's', _type: 'span', text: '新的一段' }] },
        ],
      },
    }),
    'normal\n新的一段',
  ],
  [
    'words typed into a text',
    edit({
      diffMatchPatch: {
        'body[_key=="k"].children[_key=="s"].text': '@@ -1,2 +1,4 @@\n %E6%B9%96\n+%E7%95%94%E5%A4%8F\n',
      },
    }),
    '畔夏',
  ],
  ['nothing but paths', edit({ unset: ['title'], ifRevisionID: 'r' }), ''],
  [
    'a mutation',
    JSON.stringify({ mutations: [{ create: { _id: 'drafts.a', _type: 'article', title: '標題' } }] }),
    '標題',
  ],
])('%s', (_, body, words) => {
  expect(typedWords(body)).toBe(words)
})
