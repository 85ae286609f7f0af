import { useEffect, useState } from 'react'
import { useGrantsStore } from 'sanity'

/** Whether who is signed in may write documents of this type, by the lake's own list of rights; false until that is known. */
export function useMayWrite(type: string): boolean {
  const grants = useGrantsStore()
  const [may, setMay] = useState(false)
  useEffect(() => {
    const heard = grants.checkDocumentPermission('update', { _id: 'any', _type: type }).subscribe(({ granted }) => setMay(granted))
    return () => heard.unsubscribe()
  }, [grants, type])
  return may
}
