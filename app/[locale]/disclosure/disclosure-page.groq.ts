import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'

/** No parameters. The introduction is in `frame.settings.disclosureIntro`. */
const DISCLOSURE_PAGE_QUERY = defineQuery(`{"frame": {${pageFrameFragment}}}`)

export const disclosurePageSchema = z.object({ frame: pageFrameSchema })

export const disclosurePage = { query: DISCLOSURE_PAGE_QUERY, schema: disclosurePageSchema }
