import { LakeError } from '../engine/types.ts'

const oneDataset =
  'This lake has the one dataset it was started with: datasets are not created, changed, copied or deleted here. For another one open another data folder (LAKESIDE_DATA).'

/** What Sanity's hosted service has beside the content lake, by the beginning of its paths, and what to say instead. */
const absent: readonly { path: RegExp; methods?: RegExp; sentence: string }[] = [
  {
    path: /^\/agent\//,
    sentence: "This lake has no agent actions: they need the language models of Sanity's hosted service.",
  },
  {
    path: /^\/media-libraries\//,
    sentence: 'This lake has no media library: upload files to the dataset with client.assets.upload().',
  },
  {
    path: /^\/(?:functions|blueprints)\//,
    sentence:
      'This lake has no functions and no blueprints: follow its changes with client.listen() or client.live.events().',
  },
  { path: /^\/(?:collaboration|comments)\//, sentence: 'This lake has no comments and no tasks.' },
  {
    path: /^\/(?:canvases|dashboards|knowledge-bases|context)\//,
    sentence: 'This lake holds one dataset. It has no canvases, dashboards and knowledge bases.',
  },
  {
    path: /^\/hooks\//,
    sentence: 'This lake has no webhooks: follow its changes with client.listen() or client.live.events().',
  },
  {
    path: /^\/projects\/[^/]+\/(?:tokens|cors)(?:\/|$)/,
    sentence: 'Tokens are made by "npm run lake -- token", and origins are allowed by LAKESIDE_ORIGINS.',
  },
  {
    path: /^(?:\/projects\/[^/]+)?\/datasets\/[^/]+\/settings\/embeddings$/,
    sentence: 'This lake makes no embeddings: they need a hosted language model.',
  },
  {
    path: /^(?:\/projects\/[^/]+)?\/datasets\/[^/]+(?:\/(?:copy|tags|aliases)(?:\/.*)?)?$/,
    methods: /^(?:PUT|PATCH|POST|DELETE)$/,
    sentence: oneDataset,
  },
  { path: /^\/projects\/[^/]+\/(?:aliases|tags)(?:\/|$)/, sentence: oneDataset },
]

/**
 * Takes a request that no route takes.
 * @returns the 501 that names what this lake lacks; undefined when it is nothing that Sanity has either.
 */
export function absentService(method: string, pathname: string): LakeError | undefined {
  const found = absent.find(({ path, methods }) => path.test(pathname) && (methods?.test(method) ?? true))
  return found && new LakeError(501, { type: 'notImplementedError', description: found.sentence })
}
