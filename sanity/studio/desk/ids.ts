/** The id under which a document is known whatever state it is in: without `drafts.` or the name of a release before it. */
export const publishedIdOf = (id: string): string => id.replace(/^(?:drafts|versions\.[^.]+)\./, '')

export const draftIdOf = (id: string): string => `drafts.${publishedIdOf(id)}`
