import { catchError, map, of } from 'rxjs'
import { defineDocuments, type DocumentLocationResolver, type DocumentResolver } from 'sanity/presentation'
import type { Translate } from '../locale/translate.ts'
import { standingListener, standingOf, standingQuery, standingSchema } from './pages.ts'

const options = { perspective: 'drafts', tag: 'preview.locations', throttleTime: 2_000 } as const

/** For the Presentation tool and the top of every form: the pages on which a document stands. */
export const locationsIn =
  (translate: Translate): DocumentLocationResolver =>
  ({ id, type }, { documentStore }) =>
    documentStore
      .listenQuery({ fetch: standingQuery, listen: standingListener }, { id, now: new Date().toISOString() }, options)
      .pipe(
        map((answer: unknown) => {
          const parsed = standingSchema.safeParse(answer)
          const standing = parsed.success ? standingOf(parsed.data, type) : null
          return (
            standing && {
              message: translate(standing.sentence, { n: standing.count }),
              locations: standing.pages,
              ...(standing.pages.length === 0 ? { tone: 'caution' as const } : {}),
            }
          )
        }),
        catchError(() => of(null)),
      )

const slug = (encoded: string | undefined): string => {
  try {
    return decodeURIComponent(encoded ?? '')
  } catch {
    return encoded ?? ''
  }
}

const ofSlug = (type: string, encoded: string | undefined) => ({
  filter: `_type == "${type}" && slug.current == $slug`,
  params: { slug: slug(encoded) },
})

/** Which document a page is about: its form opens beside the page. Further pages of a list (`/page/2`) are their list's. */
export const mainDocuments: DocumentResolver[] = defineDocuments([
  { route: '/:locale/academy/:category/:slug', resolve: ({ params }) => ofSlug('article', params.slug) },
  {
    route: ['/:locale/academy/:category', '/:locale/academy/:category/page/:page'],
    resolve: ({ params }) => ofSlug('category', params.category),
  },
  {
    route: ['/:locale/authors/:slug', '/:locale/authors/:slug/page/:page'],
    resolve: ({ params }) => ofSlug('author', params.slug),
  },
  {
    route: '/:locale/banner-preview/:id',
    resolve: ({ params }) => ({ filter: '_type == "banner" && _id == $id', params: { id: slug(params.id) } }),
  },
  { route: ['/:locale', '/:locale/disclosure'], type: 'siteSettings' },
])
