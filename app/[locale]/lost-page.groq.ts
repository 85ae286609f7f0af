import { defineQuery } from 'next-sanity'
import { z } from 'zod'
import { pageFrameFragment, pageFrameSchema } from '#components/page-frame/page-frame.groq.ts'

/** No parameters. What a 404 or an unmatched address shows: the frame, and ways on from its categories. */
const LOST_PAGE_QUERY = defineQuery(`{"frame": {${pageFrameFragment}}}`)

export const lostPageSchema = z.object({ frame: pageFrameSchema })

export const lostPage = { query: LOST_PAGE_QUERY, schema: lostPageSchema }
