import { registerHooks } from 'node:module'

/**
 * Loaded before Sanity's command line, into its workers and its scripts too: anyone who imports `@sanity/client` gets ours, which
 * leads to the embedded lake. That command line has no setting for another host, and the client is its only way out.
 */
const client = import.meta.resolve('@sanity/client')
const ours = new URL('./lake-client.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    return found.url === client && context.parentURL !== ours
      ? { ...found, url: ours, format: 'module-typescript' }
      : found
  },
})
