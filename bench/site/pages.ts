import { slugSchema } from '#lib/links/address.ts'
import { articlePath, categoryPath, frontPath } from '#lib/links/paths.ts'
import { ask } from './ask.ts'
import { BenchError } from './machine.ts'

const category = slugSchema.parse('research-analysis')

/** The pages that are measured: one of each kind that most readers come to. */
export const pages = {
  front: frontPath('zh-TW'),
  category: categoryPath('zh-TW', category),
  article: articlePath('zh-TW', category, slugSchema.parse('whether-chatgpt-is-open-source-is-controversial')),
}

/** The path of every page of the sitemap, of a further page of a list, and of a page that is not there. `origin` without a path. Throws BenchError for an empty sitemap. */
export async function allPaths(origin: string): Promise<string[]> {
  const sitemap = (await ask(`${origin}/sitemap.xml`, 'identity')).body.toString('utf8')
  const listed = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => new URL(address).pathname)
  if (listed.length === 0) throw new BenchError('the sitemap is empty')
  return [...listed, '/zh-TW/academy/page/2', '/zh-TW/there-is-no-such-page']
}
