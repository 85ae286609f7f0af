'use client'

import { NextStudio } from 'next-sanity/studio/client-component'
import { createStudioConfig } from './config.ts'
import { chosenLocale } from './locale/chosen-locale.ts'
import { draftAddress } from './preview/draft-address.ts'
import { keepInside } from './outside-hosts.ts'

export type StudioAppProps = {
  projectId: string
  dataset: string
  basePath: string
  /** Where our own lake is: its path on this origin (`/lake`) or its address elsewhere; undefined for Sanity's hosted lake. */
  lake: string | undefined
}

type StudioConfig = ReturnType<typeof createStudioConfig>

// Made once per page, not per render: a second one would open a second socket and wrap fetch again.
let config: StudioConfig | undefined

const configOf = ({ lake, ...options }: StudioAppProps): StudioConfig => {
  const { origin, href } = window.location
  const draft = draftAddress(href)
  if (draft !== href) window.history.replaceState(window.history.state, '', draft)
  if (lake?.startsWith('/')) window.fetch = keepInside(window.fetch.bind(window), origin)
  const locale = chosenLocale(window.localStorage, options.projectId, 'default')
  return createStudioConfig({ ...options, locale, lake: lake && new URL(lake, origin).href })
}

/** The whole Studio. Browser only: it needs the page's address. */
export default function StudioApp(props: StudioAppProps) {
  config ??= configOf(props)
  return <NextStudio config={config} />
}
