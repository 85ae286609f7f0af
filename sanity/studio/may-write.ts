import { useEffect, useState } from 'react'
import { useGrantsStore } from 'sanity'

/** Whether who is signed in may write documents of this type, by the lake's own list of rights; false until that is known. Of due work: for which type. */
export function useMayWrite(type: string, documentType = ''): boolean {
  const grants = useGrantsStore()
  const [may, setMay] = useState(false)
  useEffect(() => {
    const heard = grants
      .checkDocumentPermission('update', { _id: 'any', _type: type, documentType })
      .subscribe(({ granted }) => setMay(granted))
    return () => heard.unsubscribe()
  }, [grants, type, documentType])
  return may
}

/** Which of these types who is signed in may write; undefined until that is known. `types` must stay the same list. */
export function useWritable(types: readonly string[]): ReadonlySet<string> | undefined {
  const grants = useGrantsStore()
  const [writable, setWritable] = useState<ReadonlySet<string>>()
  useEffect(() => {
    const known = new Map<string, boolean>()
    const heard = types.map((type) =>
      grants.checkDocumentPermission('update', { _id: 'any', _type: type }).subscribe(({ granted }) => {
        known.set(type, granted)
        if (known.size === types.length) setWritable(new Set(types.filter((each) => known.get(each))))
      }),
    )
    return () => heard.forEach((each) => each.unsubscribe())
  }, [grants, types])
  return writable
}
