import { pageContext } from './page-context.ts'

/** A page for tests: its words, its origin and its instant never change. */
export const testContext = pageContext('zh-TW', 'https://lakeside.example', new Date('2026-11-24T00:00:00.000Z'))
