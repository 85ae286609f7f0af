import { defineField, defineType } from 'sanity'
import { readableAddress } from '#lib/links/readable-address.ts'
import { countDestinations, linkSchemes, urlProblem, type DestinationDraft } from '#lib/validation/destination.ts'
import { sitePages } from './destination-words.ts'

/** Once one of the three is filled in, the other two are out of the way; what was filled in always stays visible. */
const hideWhenAnother = ({ parent, value }: { parent?: DestinationDraft; value?: unknown }): boolean => {
  const isEmpty = !value || (typeof value === 'object' && !('_ref' in value))
  return isEmpty && countDestinations(parent) > 0
}

// Its rule (at most one of the three) is set on each field of this type: a field's own validation replaces its type's.
export const destination = defineType({
  name: 'destination',
  title: '目的地',
  description: '讀者點下去會到哪裡。貼上網址，或輸入標題搜尋本站的文章；留空就是「連結待補」，讀者只會看到文字。',
  type: 'object',
  options: { collapsible: false },
  fields: [
    defineField({
      name: 'reference',
      title: '站內文件',
      description: '連到本站的文章、分類或作者。對方改了標題或網址代稱，這裡會自動跟上。',
      type: 'reference',
      weak: true,
      to: [{ type: 'article' }, { type: 'category' }, { type: 'author' }],
      options: { disableNew: true },
      hidden: hideWhenAnother,
    }),
    defineField({
      name: 'page',
      title: '站內頁面',
      description: '連到本站的固定頁面，例如首頁。',
      type: 'string',
      options: { list: sitePages },
      hidden: hideWhenAnother,
    }),
    defineField({
      name: 'url',
      title: '網址',
      description: '連到別的網站：貼上完整網址（https:// 開頭）。也可以用 mailto: 寄信、tel: 撥電話。',
      type: 'url',
      hidden: hideWhenAnother,
      validation: (rule) => [
        rule.uri({ scheme: linkSchemes }).error('這不是完整的網址，請從瀏覽器的網址列複製貼上'),
        rule.custom<string>(urlProblem),
      ],
    }),
  ],
  preview: {
    select: { title: 'reference.title', name: 'reference.name', page: 'page', url: 'url' },
    prepare: ({ title, name, page, url }) => ({
      title:
        title ||
        name ||
        sitePages.find(({ value }) => value === page)?.title ||
        (url ? readableAddress(url) : '連結待補'),
      subtitle: '目的地',
    }),
  },
})
