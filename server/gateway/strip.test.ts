import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { CACHE_METADATA_ID } from '#lib/page/cache-metadata.ts'
import { strip } from './strip.ts'

const page = (head: string, body: string) =>
  `<!DOCTYPE html><html lang="zh-TW"><head>${head}</head><body>${body}</body></html>`

test('framework scripts, flight data and their preloads go; every other character stays', () => {
  const html = page(
    '<link rel="preload" as="script" href="/_next/a.js"/><link rel="modulepreload" href="/b.js"/><link rel="stylesheet" href="/a.css"/>',
    '<p title="a > b">湖 &amp; 畔 &lt;script&gt;</p><script src="/_next/a.js" async=""></script><script>self.__next_f.push([1,"<p>"])</script>',
  )
  expect(strip(html).html).toBe(
    page('<link rel="stylesheet" href="/a.css"/>', '<p title="a > b">湖 &amp; 畔 &lt;script&gt;</p>'),
  )
})

test('structured data stays, the one inline script stays and is hashed', () => {
  const inline = 'document.documentElement.dataset.ready = 1 < 2'
  const body = `<script type="application/ld+json">{"a":"\\u003c/script>"}</script><script id="lakeside">${inline}</script>`
  const done = strip(page('', body))
  expect(done.html).toBe(page('', body))
  expect(done.scriptHashes).toEqual([createHash('sha256').update(inline).digest('base64')])
})

test('styles stay and are hashed; sheets stay and are named', () => {
  const sheet = '<link rel="stylesheet" href="/a.css" data-precedence="next"/>'
  const html = page(`${sheet}<style>.a > .b { color: #000 }</style>`, '')
  const styleHashes = [createHash('sha256').update('.a > .b { color: #000 }').digest('base64')]
  expect(strip(html)).toMatchObject({
    html,
    styleHashes,
    sheets: [{ element: sheet, href: '/a.css' }],
    scriptHashes: [],
  })
})

test('a script that only claims the kept id is dropped when it has a source', () => {
  expect(strip(page('', '<script id="lakeside" src="/x.js"></script>')).html).toBe(page('', ''))
})

test('the cache metadata is taken out and handed over', () => {
  const done = strip(
    page('', `<main>文</main><script type="application/json" id="${CACHE_METADATA_ID}">{"tags":["doc:a"]}</script>`),
  )
  expect(done.html).toBe(page('', '<main>文</main>'))
  expect(done.metadataTexts).toEqual(['{"tags":["doc:a"]}'])
})

test.each([
  ['<template id="B:0"></template>', true],
  ['<script>$RC("B:0","S:0")</script>', true],
  ['<p>In prose, $RC( and &lt;template id="B:0"&gt; are only words</p><template id="x"></template>', false],
  [
    '<script>(self.__next_f=self.__next_f||[]).push([0])</script><script>self.__next_f.push([1,"a title that says $RC(\\"B:0\\")"])</script>',
    false,
  ],
])('%s: left to a script is %s', (body, expected) => {
  expect(strip(page('', body)).needsScript).toBe(expected)
})
