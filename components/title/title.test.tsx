import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Title } from './title.tsx'

const clausesOf = (text: string) =>
  [...renderToStaticMarkup(<Title text={text} />).matchAll(/<span class="ph">(.*?)<\/span>/gu)].map(
    ([, clause]) => clause,
  )

test('in draft mode every clause carries the edit link, so that a click on any of them opens the field', () => {
  const editLink = '\u200b\u200c\u200d\ufeff'.repeat(8)
  expect(clausesOf(`第一個子句在這裡，第二個子句在這裡${editLink}`)).toEqual([
    `第一個子句在這裡，${editLink}`,
    `第二個子句在這裡${editLink}`,
  ])
})

test('a reader is sent the words alone', () => {
  expect(clausesOf('第一個子句在這裡，第二個子句在這裡')).toEqual(['第一個子句在這裡，', '第二個子句在這裡'])
})
