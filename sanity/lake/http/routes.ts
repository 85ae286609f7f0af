import { assetRoutes } from '../assets/asset-routes.ts'
import { docRoutes } from './doc.ts'
import { draftModeRoutes } from './draft-mode.ts'
import type { Route } from './exchange.ts'
import { exportRoutes } from './export.ts'
import { historyRoutes } from './history.ts'
import { memberRoutes } from './members.ts'
import { peopleRoutes } from './people.ts'
import { projectRoutes } from './project.ts'
import { queryRoutes } from './query.ts'
import { createSignInRoutes } from './sign-in.ts'
import { smallRoutes } from './small.ts'
import { streamRoutes } from './stream-routes.ts'
import { writeRoutes } from './write.ts'

/** All that the lake answers over HTTP. The first route that fits is taken. */
export function createRoutes(): readonly Route[] {
  return [
    ...queryRoutes,
    ...docRoutes,
    ...writeRoutes,
    ...streamRoutes,
    ...historyRoutes,
    ...exportRoutes,
    ...assetRoutes,
    ...draftModeRoutes,
    ...createSignInRoutes(),
    ...peopleRoutes,
    ...memberRoutes,
    ...projectRoutes,
    ...smallRoutes,
  ]
}
