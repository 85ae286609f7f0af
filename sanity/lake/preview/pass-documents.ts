import { type Engine, LakeError } from '../engine/types.ts'

/** The documents with which Sanity's preview tool lets a person into draft mode. */
export const previewSecretType = 'sanity.previewUrlSecret'

/** What the lake itself signs with. */
const identity = 'lakeside'

export type PassDocuments = {
  /** Who wrote the document last: a person's or a token's id. */
  makerOf(documentId: string): Promise<string | undefined>
  /** Deletes those whose maker is meant. */
  endWhere(isMeant: (maker: string) => boolean): Promise<void>
  /** Deletes those of somebody who can ask for nothing any more, also what that person had asked for just before. */
  endOf(maker: string): Promise<void>
}

/**
 * Documents that let somebody in who brings what is in them: anyone who knows a preview link reads a draft. They hold as long as the person or
 * token who wrote them last may come in.
 * @param types the types of such documents beside Sanity's own.
 */
export function createPassDocuments(engine: Engine, types: readonly string[]): PassDocuments {
  const all = [previewSecretType, ...types]

  async function makerOf(documentId: string): Promise<string | undefined> {
    const [last] = await engine.transactions({ documentIds: [documentId], reverse: true, limit: 1 })
    return last?.identity
  }

  /** Commits wait for each other: what was asked for before this is written when it resolves. */
  async function settle(): Promise<void> {
    await engine.commit({ mutations: [{ delete: { id: 'nothing' } }], identity, dryRun: true })
  }

  async function end(id: string, type: string): Promise<void> {
    try {
      await engine.commit({ mutations: [{ delete: { id } }], identity })
    } catch (error) {
      // Somebody has made a document refer to it. Without its fields it opens nothing either.
      if (!(error instanceof LakeError) || error.status !== 409) throw error
      await engine.commit({ mutations: [{ createOrReplace: { _id: id, _type: type } }], identity })
    }
  }

  async function endWhere(isMeant: (maker: string) => boolean): Promise<void> {
    const { result } = await engine.query({
      query: '*[_type in $types]{_id, _type}',
      params: { types: all },
      perspective: 'raw',
      lane: 'studio',
    })
    for (const { _id, _type } of result as readonly { _id: string; _type: string }[]) {
      const maker = await makerOf(_id)
      if (maker !== undefined && maker !== identity && isMeant(maker)) await end(_id, _type)
    }
  }

  return {
    makerOf,
    endWhere,
    async endOf(ended) {
      await settle()
      await endWhere((maker) => maker === ended)
    },
  }
}
