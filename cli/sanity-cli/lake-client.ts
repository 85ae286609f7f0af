import * as client from '@sanity/client'

export * from '@sanity/client'

const lake = process.env.LAKESIDE_CLI_LAKE

/** The real client for the lent lake. One that names another host itself is left as it is. */
export const createClient: typeof client.createClient = (config) =>
  client.createClient(
    lake !== undefined && (config.apiHost ?? lake) === lake
      ? { ...config, apiHost: lake, useProjectHostname: false }
      : config,
  )
