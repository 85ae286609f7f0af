import { articlePath, categoryPath, frontPath } from '#lib/paths.ts'

/** The pages that are measured: one of each kind that most readers come to. */
export const pages = {
  front: frontPath('zh-TW'),
  category: categoryPath('zh-TW', 'research-analysis'),
  article: articlePath('zh-TW', 'research-analysis', 'whether-chatgpt-is-open-source-is-controversial'),
}
