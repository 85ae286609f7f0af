/** One of the servers measured side by side, on a core of its own. All answer the same words at `url`. */
export type Contender = {
  name: string
  url: string
  /** The process to weigh: itself and all that it started. */
  pid: number
  stop: () => Promise<void>
}

/** The bytes that all contenders are to send: the article as Lakeside sends it, plain and compressed. */
export type Article = { html: Buffer; gzip: Buffer }
