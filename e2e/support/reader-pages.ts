import { articlePath } from './test.ts'

/** One page of every kind that readers meet in the sample publication, with the status that it is answered with. */
export const readerPages = [
  { kind: 'front', path: '/zh-TW', status: 200 },
  { kind: 'academy', path: '/zh-TW/academy', status: 200 },
  { kind: 'category', path: '/zh-TW/academy/research-analysis', status: 200 },
  { kind: 'category, second page', path: '/zh-TW/academy/research-analysis/page/2', status: 200 },
  { kind: 'article', path: articlePath, status: 200 },
  { kind: 'authors', path: '/zh-TW/authors', status: 200 },
  { kind: 'author', path: '/zh-TW/authors/lakeside', status: 200 },
  { kind: 'author, second page', path: '/zh-TW/authors/lakeside/page/2', status: 200 },
  { kind: 'disclosure', path: '/zh-TW/disclosure', status: 200 },
  { kind: 'not found', path: '/zh-TW/nothing-here', status: 404 },
] as const
